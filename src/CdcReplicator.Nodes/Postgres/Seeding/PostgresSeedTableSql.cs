namespace CdcReplicator.Nodes;

/// <summary>
/// What a server says of its own tables, as statements that make the same. The parameter holds the oids of the tables
/// in question. The session's search path has only the server's own schemas, so all other names come with theirs.
/// </summary>
internal static class PostgresSeedTableSql
{
    /// <summary>Of a table in question, as an array of oids.</summary>
    public const string Asked = "(($1::bigint[])::oid[])";

    /// <summary>That something does not belong to an extension; <c>{0}</c> its catalog, <c>{1}</c> its oid.</summary>
    private const string Collation = """
        SELECT format(' COLLATE %I.%I', kn.nspname, k.collname) FROM pg_collation k
        JOIN pg_namespace kn ON kn.oid = k.collnamespace
        """;

    private const string Identity = """
        SELECT
          format(concat(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I INCREMENT BY %s MINVALUE %s MAXVALUE %s ',
            'START WITH %s CACHE %s%s)'),
          CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, sn.nspname, sc.relname, s.seqincrement,
          s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
        FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid JOIN pg_class sc ON sc.oid = s.seqrelid
        JOIN pg_namespace sn ON sn.oid = sc.relnamespace
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
          AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
        """;

    private const string Columns = $"""
        SELECT string_agg(concat(quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attcollation <> t.typcollation THEN ({Collation} WHERE k.oid = a.attcollation) END,
          CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(f.adbin,
            f.adrelid))
               WHEN a.attgenerated = 'v' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', pg_get_expr(f.adbin,
                 f.adrelid))
               WHEN a.attidentity <> '' THEN ({Identity})
               ELSE ' DEFAULT ' || pg_get_expr(f.adbin, f.adrelid) END,
          CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        """;

    private const string Checks = """
        SELECT string_agg(format(', CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)), '' ORDER BY o.conname)
        FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype = 'c' AND o.convalidated
        """;

    /// <summary>
    /// The tables themselves: oid, schema, name, whether it holds rows, bytes, blocks, rows, statement; whether it
    /// inherits, and whether all its values have a binary form that means the same on every server: arrays and rows of
    /// users' types are sent with their server's oids.
    /// </summary>
    public const string Tables = $"""
        SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind = 'r', pg_table_size(c.oid),
          pg_relation_size(c.oid) / current_setting('block_size')::bigint, c.reltuples::double precision,
          concat('CREATE ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' END, format('TABLE %I.%I (', n.nspname,
            c.relname),
            ({Columns}), ({Checks}), ')', ' PARTITION BY ' || pg_get_partkeydef(c.oid),
            ' WITH (' || array_to_string(c.reloptions, ', ') || ')'),
          EXISTS (SELECT FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                  WHERE i.inhrelid = c.oid AND NOT c.relispartition),
          NOT EXISTS (
            SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type b ON b.oid = t.typbasetype
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND ((COALESCE(b.typcategory, t.typcategory) = 'A' AND COALESCE(b.typelem, t.typelem) >= 16384)
                   OR t.typtype = 'c' OR b.typtype IN ('c', 'd') OR t.typsend = 0 OR t.typreceive = 0
                   OR t.typname LIKE 'reg%'))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = ANY({Asked})
        ORDER BY c.oid
        """;

    /// <summary>What follows the tables at once: kind, name, statement.</summary>
    public const string AfterTables = $"""
        SELECT 'partition', c.oid::regclass::text,
          format('ALTER TABLE ONLY %s ATTACH PARTITION %s %s', i.inhparent::regclass, c.oid::regclass,
            pg_get_expr(c.relpartbound, c.oid))
        FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.oid = ANY({Asked}) AND c.relispartition
        UNION ALL
        SELECT 'storage', format('%s.%I', c.oid::regclass, a.attname),
          format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE %s', c.oid::regclass, a.attname,
            CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid WHERE c.oid = ANY({Asked}) AND a.attstorage <> t.typstorage
        UNION ALL
        SELECT 'compression', format('%s.%I', c.oid::regclass, a.attname),
          format('ALTER TABLE ONLY %s ALTER COLUMN %I SET COMPRESSION %s', c.oid::regclass, a.attname,
            CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.oid = ANY({Asked}) AND a.attcompression <> ''
        UNION ALL
        SELECT 'owned sequence', s.oid::regclass::text,
          format('ALTER SEQUENCE %s OWNED BY %s.%I', s.oid::regclass, d.refobjid::regclass, a.attname)
        FROM pg_class s JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype = 'a'
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE s.relkind = 'S' AND d.refobjid = ANY({Asked})
        ORDER BY 1, 2
        """;
}
