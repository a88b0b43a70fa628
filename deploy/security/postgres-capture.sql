-- The role of a Debezium connector that captures this database: it reads the write-ahead log and the captured tables
-- (for snapshots), and writes nothing. The publication is made here, so that the role need not own the tables.
--
--   psql -d erp -v role=capture -v schema=public -v publication=cdc -f deploy/security/postgres-capture.sql
--
-- Then give it a password:  \password capture
-- In the connector: publication.name=cdc, publication.autocreate.mode=disabled.
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', :'role')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'role') \gexec

SELECT format('GRANT CONNECT ON DATABASE %I TO %I', pg_catalog.current_database(), :'role') \gexec
GRANT USAGE ON SCHEMA :"schema" TO :"role";
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO :"role";

SELECT format(
    'CREATE PUBLICATION %I FOR TABLE %s',
    :'publication',
    pg_catalog.string_agg(format('%I.%I', schemaname, tablename), ', ' ORDER BY tablename)
)
FROM pg_catalog.pg_tables
WHERE schemaname = :'schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = :'publication')
HAVING pg_catalog.count(*) > 0 \gexec

-- Control messages of this log are written by its operators alone. Messages of roles of this database are ignored
-- there; without this right nobody can fill the log with them either.
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', oid::pg_catalog.regprocedure)
FROM pg_catalog.pg_proc
WHERE proname = 'pg_logical_emit_message' AND pronamespace = 'pg_catalog'::pg_catalog.regnamespace \gexec
