namespace CdcReplicator.Nodes;

/// <summary>Queries of PostgreSQL's catalog.</summary>
internal static class PostgresCatalogSql
{
    /// <summary>Of <c>pg_class c</c> and <c>pg_namespace n</c>: tables of users.</summary>
    public const string UserTables = """
        c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
        AND n.nspname NOT IN ('information_schema', 'cdc_replicator') AND n.nspname NOT LIKE 'pg\_%'
        """;

    /// <summary>Tables of which policies hide rows from the session's role.</summary>
    public const string Hiding = $"""
        SELECT c.oid::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {UserTables} AND c.relrowsecurity AND row_security_active(c.oid)
        """;

    /// <summary>
    /// Columns of all tables: table, schema, name, column, type, modifier, not null, has default, generated, identity
    /// always, equality of its own (a collation that takes different texts for equal), domain. A table without columns
    /// has one row.
    /// </summary>
    public const string Columns = $"""
        SELECT c.oid::bigint, n.nspname::text, c.relname::text, a.attname::text, a.atttypid::bigint, a.atttypmod,
          a.attnotnull OR t.typnotnull,
          (a.atthasdef AND a.attgenerated = '') OR a.attidentity <> '' OR t.typdefault IS NOT NULL,
          a.attgenerated <> '', a.attidentity = 'a',
          EXISTS (SELECT FROM pg_collation k WHERE k.oid = a.attcollation AND NOT k.collisdeterministic),
          t.typtype = 'd'
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_type t ON t.oid = a.atttypid
        WHERE {UserTables}
        ORDER BY c.oid, a.attnum
        """;

    /// <summary>
    /// Unique indexes, those too that are still being made or could not be finished, for they refuse rows already:
    /// table, name, primary, replica identity, immediate, plain (finished, neither partial nor over expressions),
    /// columns, exact (different texts and NULLs are distinct), exclusion (over a period, WITHOUT OVERLAPS), whether
    /// NULLs are equal.
    /// </summary>
    public static string UniqueIndexes(PostgresVersion version) =>
        $"""
            SELECT i.indrelid::bigint, ic.relname::text, i.indisprimary, i.indisreplident, i.indimmediate,
              i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL,
              ARRAY(SELECT a.attname::text
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts ORDER BY k.place),
              {(version.HasNullsNotDistinct ? "NOT i.indnullsnotdistinct" : "true")}
                AND NOT EXISTS (SELECT FROM unnest(i.indcollation::oid[]) k (coll)
                                JOIN pg_collation l ON l.oid = k.coll WHERE NOT l.collisdeterministic),
              i.indisexclusion, {(version.HasNullsNotDistinct ? "i.indnullsnotdistinct" : "false")}
            FROM pg_index i
            JOIN pg_class ic ON ic.oid = i.indexrelid
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE i.indisunique AND i.indisready AND {UserTables}
            ORDER BY i.indexrelid
            """;

    /// <summary>
    /// Constraints: table, schema, name, kind, initially deferred, check expression, columns, referenced schema,
    /// referenced table, referenced columns, whether only its triggers hold it (a deferrable one; a foreign key that
    /// takes NULL in part for a violation, or whose referenced rows this role may not lock), whether it is about a
    /// period. Without those that are declared and not enforced.
    /// </summary>
    public static string Constraints(PostgresVersion version) =>
        $"""
            SELECT o.conrelid::bigint, n.nspname::text, o.conname::text, o.contype::text, o.condeferred,
              pg_get_expr(o.conbin, o.conrelid),
              ARRAY(SELECT a.attname::text FROM unnest(o.conkey) WITH ORDINALITY k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.attnum ORDER BY k.place),
              fn.nspname::text, fc.relname::text,
              ARRAY(SELECT a.attname::text FROM unnest(o.confkey) WITH ORDINALITY k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.attnum ORDER BY k.place),
              CASE o.contype WHEN 'f' THEN o.confmatchtype <> 's' OR NOT has_any_column_privilege(o.confrelid, 'UPDATE')
                             ELSE o.condeferrable END,
              {(version.HasPeriods ? "o.conperiod" : "false")}
            FROM pg_constraint o
            JOIN pg_class c ON c.oid = o.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_class fc ON fc.oid = o.confrelid
            LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
            WHERE {UserTables}{(version.HasPeriods ? " AND o.conenforced" : "")}
            ORDER BY o.conname
            """;

    /// <summary>
    /// What acts on writes by itself, without the node's guard, which lets the applier through: table, when it acts
    /// (<c>O</c> origin, <c>R</c> replica, <c>A</c> always; <c>E</c> an index computes an expression).
    /// </summary>
    public const string Actors = $"""
        SELECT g.tgrelid::bigint, g.tgenabled::text FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgenabled <> 'D'
          AND g.tgfoid IS DISTINCT FROM to_regprocedure('{PostgresGuardSql.RowFunction}')::oid
        UNION ALL
        SELECT r.ev_class::bigint, r.ev_enabled::text FROM pg_rewrite r
        JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.ev_enabled <> 'D' AND {UserTables}
        UNION ALL
        SELECT i.indrelid::bigint, 'E' FROM pg_index i WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
        """;
}
