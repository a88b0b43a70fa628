namespace CdcReplicator.Nodes;

/// <summary>
/// What is made when the rows are there: stage, kind, name, statement, tables locked. Indexes of constraints are made
/// as such and then become constraints, which takes an instant: so all indexes of a table can be made at once.
/// </summary>
internal static class PostgresSeedStepSql
{
    private const string Asked = PostgresSeedTableSql.Asked;

    /// <summary>Which kind of index may become a constraint.</summary>
    private const string BecomesConstraint =
        "o.contype IN ('p', 'u') AND c.relkind = 'r' AND o.convalidated AND NOT i.indisexclusion";

    /// <summary>Everything that follows the rows.</summary>
    public const string Steps = $"""
        SELECT 1, 'index', i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), ''
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid
          AND o.contype IN ('p', 'u', 'x') AND o.conrelid = i.indrelid
        WHERE i.indrelid = ANY({Asked}) AND (i.indisvalid OR c.relkind = 'p') AND (o.oid IS NULL OR
          ({BecomesConstraint}))
        UNION ALL
        SELECT 2, CASE o.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' ELSE
          'exclusion constraint' END,
          format('%I of %s', o.conname, c.oid::regclass),
          CASE WHEN {BecomesConstraint}
            THEN format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s USING INDEX %I%s%s', c.oid::regclass, o.conname,
              CASE o.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, ic.relname,
              CASE WHEN o.condeferrable THEN ' DEFERRABLE' ELSE '' END, CASE WHEN o.condeferred THEN
                ' INITIALLY DEFERRED' ELSE '' END)
            ELSE format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', c.oid::regclass, o.conname,
              pg_get_constraintdef(o.oid)) END,
          c.oid::regclass::text
        FROM pg_constraint o JOIN pg_index i ON i.indexrelid = o.conindid AND i.indrelid = o.conrelid
        JOIN pg_class c ON c.oid = o.conrelid JOIN pg_class ic ON ic.oid = i.indexrelid
        WHERE o.conrelid = ANY({Asked}) AND o.contype IN ('p', 'u', 'x')
        UNION ALL
        SELECT 3 + p.depth, '', h.inhrelid::regclass::text,
          format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, h.inhrelid::regclass),
          format(E'%s\n%s', i.indrelid::regclass, pi.indrelid::regclass)
        FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid JOIN pg_index pi ON pi.indexrelid = h.inhparent
        CROSS JOIN LATERAL (
          SELECT 8 - max(t.level) AS depth FROM pg_partition_tree(pg_partition_root(i.indrelid)) t WHERE t.relid =
            i.indrelid) p
        WHERE i.indrelid = ANY({Asked})
        UNION ALL
        SELECT 20, 'check constraint', format('%I of %s', o.conname, o.conrelid::regclass),
          format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', o.conrelid::regclass, o.conname,
            pg_get_constraintdef(o.oid)),
          o.conrelid::regclass::text
        FROM pg_constraint o WHERE o.conrelid = ANY({Asked}) AND o.contype = 'c' AND NOT o.convalidated
        UNION ALL
        SELECT 20, '', c.oid::regclass::text,
          format('ALTER TABLE ONLY %s REPLICA IDENTITY %s', c.oid::regclass,
            CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' ELSE 'USING INDEX ' || (
              SELECT quote_ident(ic.relname) FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
              WHERE i.indrelid = c.oid AND i.indisreplident) END),
          c.oid::regclass::text
        FROM pg_class c WHERE c.oid = ANY({Asked}) AND (c.relreplident IN ('f', 'n')
          OR (c.relreplident = 'i' AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident)))
        UNION ALL
        SELECT 30, 'foreign key', format('%I of %s', o.conname, o.conrelid::regclass),
          format('ALTER TABLE %s ADD CONSTRAINT %I %s', o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid)),
          format(E'%s\n%s', o.conrelid::regclass, o.confrelid::regclass)
        FROM pg_constraint o
        WHERE o.conrelid = ANY({Asked}) AND o.confrelid = ANY({Asked}) AND o.contype = 'f' AND o.conparentid = 0
        UNION ALL
        SELECT 40, 'statistics', format('%I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid),
          s.stxrelid::regclass::text
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = ANY({Asked})
        UNION ALL
        SELECT 50, '', c.oid::regclass::text, format('ANALYZE %s', c.oid::regclass), c.oid::regclass::text
        FROM pg_class c WHERE c.oid = ANY({Asked})
        ORDER BY 1, 3
        """;

    /// <summary>What the target does without: kind, name. The guard is each node's own.</summary>
    public const string LeftOut = $"""
        SELECT 'trigger', format('%I of %s', g.tgname, g.tgrelid::regclass) FROM pg_trigger g
        WHERE g.tgrelid = ANY({Asked}) AND NOT g.tgisinternal
          AND g.tgfoid IS DISTINCT FROM to_regprocedure('{PostgresGuardSql.RowFunction}')::oid
        UNION ALL
        SELECT 'rule', format('%I of %s', r.rulename, r.ev_class::regclass) FROM pg_rewrite r WHERE r.ev_class =
          ANY({Asked})
        UNION ALL
        SELECT 'policy', format('%I of %s', p.polname, p.polrelid::regclass) FROM pg_policy p WHERE p.polrelid =
          ANY({Asked})
        UNION ALL
        SELECT 'unfinished index', i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE i.indrelid = ANY({Asked}) AND NOT i.indisvalid AND c.relkind = 'r'
        UNION ALL
        SELECT 'foreign key', format('%I of %s', o.conname, o.conrelid::regclass) FROM pg_constraint o
        WHERE o.conrelid = ANY({Asked}) AND NOT o.confrelid = ANY({Asked}) AND o.contype = 'f' AND o.conparentid = 0
        UNION ALL
        SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END,
          c.oid::regclass::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('v', 'm', 'f') AND n.nspname NOT IN ('information_schema', 'cdc_replicator')
          AND n.nspname NOT LIKE 'pg\_%' AND NOT EXISTS (
            SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
        UNION ALL
        SELECT 'function', f.oid::regprocedure::text FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
        WHERE n.nspname NOT IN ('information_schema', 'cdc_replicator') AND n.nspname NOT LIKE 'pg\_%' AND NOT EXISTS (
            SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = 'pg_proc'::regclass AND e.objid = f.oid)
          AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'i' AND e.classid = 'pg_proc'::regclass AND
            e.objid = f.oid)
        ORDER BY 1, 2
        """;
}
