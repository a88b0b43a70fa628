-- The role of an applier: it reads and writes the replicated tables, keeps its state in a schema of its own, and may
-- do nothing else. Run it as a superuser or the database's owner, in the node's database, once for each node:
--
--   psql -d shop -v role=applier -v schema=public -f deploy/security/postgres-applier.sql
--
-- Then give it a password:  \password applier
-- Run it again with another schema where tables stand in several, and when tables were added by somebody else.
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', :'role')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'role') \gexec

SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), :'role') \gexec
CREATE SCHEMA IF NOT EXISTS cdc_replicator AUTHORIZATION :"role";

GRANT USAGE ON SCHEMA :"schema" TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA :"schema" TO :"role";
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA :"schema" TO :"role";
-- Tables that whoever runs this makes later.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO :"role";
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO :"role";

-- PostgreSQL 15 and later, and only where a superuser runs this: foreign keys and triggers of replicated tables stay
-- silent for rows that were decided elsewhere (docs/node-types.md).
SELECT format('GRANT SET ON PARAMETER session_replication_role TO %I', :'role')
WHERE pg_catalog.current_setting('server_version_num')::int >= 150000
  AND (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) \gexec

-- Nobody else makes objects where the applier looks names up, or tables are found by others.
REVOKE CREATE ON SCHEMA :"schema" FROM PUBLIC;
