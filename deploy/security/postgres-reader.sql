-- The role of readers through the router or the relay: it reads the tables and the node's position.
-- Run it in the node's database, once the applier has opened the node for the first time:
--
--   psql -d shop -v role=reader -v schema=public -f deploy/security/postgres-reader.sql
--
-- Then give it a password:  \password reader
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', :'role')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'role') \gexec

SELECT format('GRANT CONNECT ON DATABASE %I TO %I', pg_catalog.current_database(), :'role') \gexec
GRANT USAGE ON SCHEMA :"schema", cdc_replicator TO :"role";
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO :"role";
-- Tables that whoever runs this makes later.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT SELECT ON TABLES TO :"role";
GRANT SELECT ON cdc_replicator.position TO :"role";
