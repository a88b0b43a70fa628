#!/usr/bin/env bash
# The roles of applier and readers, with the password of the secret.
set -euo pipefail
psql=(psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --no-psqlrc --quiet --set ON_ERROR_STOP=1)
"${psql[@]}" --set role=applier --set schema=public --file "${SECURITY_SCRIPTS:-/security}/postgres-applier.sql"
"${psql[@]}" <<'SQL'
\set password `cat "$POSTGRES_PASSWORD_FILE"`
ALTER ROLE applier PASSWORD :'password';
CREATE ROLE reader LOGIN PASSWORD :'password';
-- Rows and positions, also of tables and of a state that come later; nothing is written.
GRANT pg_read_all_data TO reader;
SQL
