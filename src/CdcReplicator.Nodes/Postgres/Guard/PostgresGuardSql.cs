namespace CdcReplicator.Nodes;

/// <summary>The guard of a PostgreSQL node: functions, triggers of tables, event triggers.</summary>
internal static class PostgresGuardSql
{
    /// <summary>The trigger of each table.</summary>
    public const string Trigger = "cdc_replicator_guard";

    /// <summary>
    /// What marks the sessions of an applier, in the options of their connection. It cannot be left over: it ends with
    /// the session, and a pooler does not hand it to others. It keeps mistakes away and not malice: who may write the
    /// tables may set it.
    /// </summary>
    public const string WriterOption = "-c cdc_replicator.writer=applier";

    /// <summary>The function of the tables' triggers, as catalogs name it.</summary>
    public const string RowFunction = "cdc_replicator.guard()";

    /// <summary>Tables of users, with whose they are and when their guard acts.</summary>
    public const string Tables = $"""
        SELECT n.nspname::text, c.relname::text, pg_has_role(c.relowner, 'USAGE'), pg_get_userbyid(c.relowner)::text,
          (SELECT g.tgenabled::text FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = '{Trigger}'
             AND g.tgfoid = to_regprocedure('{RowFunction}'))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {PostgresCatalogSql.UserTables}
        ORDER BY 1, 2
        """;

    /// <summary>The functions as they are: name, body.</summary>
    public const string Functions = """
        SELECT p.proname::text, p.prosrc FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('cdc_replicator') AND p.proname IN ('guard', 'guard_ddl', 'guard_lifted')
        """;

    /// <summary>The event triggers as they are: name, event, tags, when they act.</summary>
    public const string EventTriggers = $"""
        SELECT e.evtname::text, e.evtevent::text, COALESCE(array_to_string(e.evttags, ','), ''), e.evtenabled::text
        FROM pg_event_trigger e WHERE e.evtname LIKE '{Trigger}\_%'
        """;

    /// <summary>Whether the node takes everybody's changes now.</summary>
    public const string LiftedBody = """
         SELECT EXISTS (SELECT FROM cdc_replicator.guard WHERE extract(epoch FROM clock_timestamp()) >= unlocked_from
           AND extract(epoch FROM clock_timestamp()) < unlocked_until)
        """;

    /// <summary>
    /// Everything that writes a replicated table comes through here, once for each statement. Without a search path of
    /// its own, which would cost more than all the rest, so every name stands with its schema.
    /// </summary>
    public static string RowBody(string nodeId) =>
        $"""

            BEGIN
              IF pg_catalog.current_setting('cdc_replicator.writer', true) OPERATOR(pg_catalog.=) 'applier' THEN
                RETURN NULL;
              END IF;
              IF cdc_replicator.guard_lifted() THEN
                RETURN NULL;
              END IF;
              RAISE EXCEPTION USING ERRCODE = '{GuardText.SqlState}', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
                MESSAGE = pg_catalog.format('%s of %I.%I refused. %s', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME,
                  {Text(GuardText.Refusal)}),
                HINT = {Text(GuardText.Remedy(nodeId))};
            END
            """;

    /// <summary>
    /// Changes of the tables themselves. When an index has been dropped nothing tells any more whose it was, so the
    /// guarded tables' indexes are noted before.
    /// </summary>
    public static string DdlBody(string nodeId) =>
        $"""

            DECLARE
              found text;
            BEGIN
              IF current_setting('cdc_replicator.writer', true) = 'applier' OR cdc_replicator.guard_lifted() THEN
                RETURN;
              END IF;
              IF TG_EVENT = 'ddl_command_start' THEN
                PERFORM set_config('cdc_replicator.guarded_indexes', COALESCE((
                  SELECT string_agg(i.indexrelid::text, ',') FROM pg_index i
                  JOIN pg_trigger g ON g.tgrelid = i.indrelid
                  WHERE g.tgfoid = '{RowFunction}'::regprocedure), ''), false);
                RETURN;
              END IF;
              IF TG_EVENT = 'sql_drop' THEN
                IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() d
                           WHERE d.object_type = 'schema' AND d.object_name = 'cdc_replicator') THEN
                  RETURN;
                END IF;
                SELECT d.object_identity INTO found FROM pg_event_trigger_dropped_objects() d
                WHERE NOT d.is_temporary AND (
                  (d.object_type = 'trigger' AND d.address_names[array_upper(d.address_names, 1)] = '{Trigger}')
                  OR (d.object_type = 'index' AND d.objid::text = ANY (string_to_array(
                        current_setting('cdc_replicator.guarded_indexes', true), ',')))
                  OR (d.object_type IN ('trigger', 'rule', 'policy', 'table column', 'table constraint')
                      AND EXISTS (SELECT FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
                                  JOIN pg_namespace n ON n.oid = c.relnamespace
                                  WHERE g.tgfoid = '{RowFunction}'::regprocedure
                                    AND n.nspname = d.address_names[1] AND c.relname = d.address_names[2])))
                LIMIT 1;
              ELSE
                SELECT d.object_identity INTO found FROM pg_event_trigger_ddl_commands() d
                LEFT JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
                LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
                LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
                LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
                LEFT JOIN pg_constraint o ON d.classid = 'pg_constraint'::regclass AND o.oid = d.objid
                JOIN pg_trigger g ON g.tgfoid = '{RowFunction}'::regprocedure AND g.tgrelid = CASE d.classid
                    WHEN 'pg_class'::regclass THEN COALESCE(i.indrelid, d.objid)
                    ELSE COALESCE(t.tgrelid, r.ev_class, p.polrelid, o.conrelid) END
                LIMIT 1;
              END IF;
              IF found IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = '{GuardText.SqlState}',
                  MESSAGE = format('%s refused (%s). %s', TG_TAG, found, {Text(GuardText.Refusal)}),
                  HINT = {Text(GuardText.Remedy(nodeId))};
              END IF;
            END
            """;

    /// <summary>Statements that make a function, by its name.</summary>
    public static string CreateFunction(string name, string body) =>
        name switch
        {
            "guard_lifted" => "CREATE OR REPLACE FUNCTION cdc_replicator.guard_lifted() RETURNS boolean LANGUAGE sql "
                + $"SET search_path = pg_catalog, pg_temp AS {Text(body)}",
            "guard" => $"CREATE OR REPLACE FUNCTION {RowFunction} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
                + $"AS {Text(body)}",
            _ => $"CREATE OR REPLACE FUNCTION cdc_replicator.{name}() RETURNS event_trigger LANGUAGE plpgsql "
                + $"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS {Text(body)}",
        };

    /// <summary>Makes a table's trigger.</summary>
    public static string Put(string table) =>
        $"CREATE OR REPLACE TRIGGER {Trigger} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        + $"FOR EACH STATEMENT EXECUTE FUNCTION {RowFunction}; "
        + $"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {Trigger}";

    /// <summary>Removes a table's trigger.</summary>
    public static string Remove(string table) => $"DROP TRIGGER IF EXISTS {Trigger} ON {table}";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
