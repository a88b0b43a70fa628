namespace CdcReplicator.Nodes;

/// <summary>What tables need before they can be made: kind, name, and the statement that makes it.</summary>
internal static class PostgresSeedTypeSql
{
    private const string Asked = PostgresSeedTableSql.Asked;

    private const string UserSchema =
        "n.nspname NOT IN ('information_schema', 'cdc_replicator') AND n.nspname NOT LIKE 'pg\\_%'";

    /// <summary>The types of all columns, and what they are made of.</summary>
    private const string Used = $"""
        WITH RECURSIVE used (id) AS (
          SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = ANY({Asked}) AND a.attnum > 0 AND NOT a.attisdropped
          UNION
          SELECT p.part FROM used u JOIN pg_type t ON t.oid = u.id CROSS JOIN LATERAL (
            SELECT t.typelem AS part WHERE t.typelem <> 0 AND t.typcategory = 'A'
            UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
            UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
            UNION ALL SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid
            UNION ALL SELECT a.atttypid FROM pg_attribute a
              WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) p)
        """;

    private const string TypeOfExtension =
        "EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = 'pg_type'::regclass "
        + "AND e.objid = t.oid)";

    private const string SequenceOfExtension =
        "EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = 'pg_class'::regclass "
        + "AND e.objid = c.oid)";

    /// <summary>Schemas of users.</summary>
    public const string Schemas = $"""
        SELECT 'schema', quote_ident(n.nspname), format('CREATE SCHEMA IF NOT EXISTS %I', n.nspname)
        FROM pg_namespace n WHERE {UserSchema} AND n.nspname <> 'public'
          AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.oid = ANY({Asked})
                      UNION ALL SELECT FROM pg_type t WHERE t.typnamespace = n.oid AND t.typtype IN ('e', 'd', 'r',
                        'c'))
        ORDER BY 2
        """;

    /// <summary>Extensions that tables and types of users need; and the schema.</summary>
    public const string Extensions = $"""
        {Used}
        SELECT DISTINCT 'extension', quote_ident(x.extname), n.nspname::text
        FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
        JOIN pg_depend e ON e.refclassid = 'pg_extension'::regclass AND e.refobjid = x.oid AND e.deptype = 'e'
        WHERE x.extname <> 'plpgsql' AND (
          (e.classid = 'pg_type'::regclass AND e.objid IN (SELECT id FROM used))
          OR EXISTS (
            SELECT FROM pg_depend d WHERE d.refclassid = e.classid AND d.refobjid = e.objid AND (
              (d.classid = 'pg_class'::regclass AND d.objid IN (
                 SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = ANY({Asked}) UNION ALL SELECT unnest({Asked})))
              OR (d.classid = 'pg_attrdef'::regclass AND d.objid IN (
                 SELECT f.oid FROM pg_attrdef f WHERE f.adrelid = ANY({Asked})))
              OR (d.classid = 'pg_constraint'::regclass AND d.objid IN (
                 SELECT o.oid FROM pg_constraint o
                 WHERE o.conrelid = ANY({Asked}) OR o.contypid IN (SELECT id FROM used)))
              OR (d.classid = 'pg_type'::regclass AND d.objid IN (SELECT id FROM used)))))
        ORDER BY 2
        """;

    /// <summary>Collations of users that columns, domains or indexes name.</summary>
    public const string Collations = $"""
        {Used}
        SELECT 'collation', format('%I.%I', n.nspname, k.collname),
          concat(format('CREATE COLLATION %I.%I (provider = %s', n.nspname, k.collname,
              CASE k.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END),
            CASE WHEN k.collprovider = 'c' THEN format(', lc_collate = %L, lc_ctype = %L', k.collcollate, k.collctype)
                 ELSE format(', locale = %L', COALESCE(to_jsonb(k) ->> 'colllocale', to_jsonb(k) ->> 'colliculocale',
                   k.collcollate)) END,
            ', rules = ' || quote_literal(to_jsonb(k) ->> 'collicurules'),
            CASE WHEN NOT k.collisdeterministic THEN ', deterministic = false' END, ')')
        FROM pg_collation k JOIN pg_namespace n ON n.oid = k.collnamespace
        WHERE k.oid >= 16384 AND k.collprovider <> 'd' AND {UserSchema} AND k.oid IN (
          SELECT a.attcollation FROM pg_attribute a WHERE a.attrelid = ANY({Asked})
          UNION ALL SELECT t.typcollation FROM pg_type t WHERE t.oid IN (SELECT id FROM used)
          UNION ALL SELECT unnest(i.indcollation::oid[]) FROM pg_index i WHERE i.indrelid = ANY({Asked}))
        ORDER BY k.oid
        """;

    /// <summary>Types of users, each after what it is made of.</summary>
    public static readonly string Types = $"""
        {Used}
        SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, format('%I.%I', n.nspname, t.typname),
          CASE t.typtype
            WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
              (SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder) FROM pg_enum l WHERE
                l.enumtypid = t.oid))
            WHEN 'd' THEN concat(format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype,
              t.typtypmod)),
              CASE WHEN t.typcollation <> b.typcollation THEN {Collate("t.typcollation")} END,
              ' DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN ' NOT NULL' END,
              (SELECT string_agg(format(' CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)), '' ORDER BY
                o.conname)
               FROM pg_constraint o WHERE o.contypid = t.oid AND o.contype = 'c' AND o.convalidated))
            WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
              (SELECT string_agg(concat(quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
                 CASE WHEN a.attcollation <> p.typcollation THEN {Collate("a.attcollation")} END),
                 ', ' ORDER BY a.attnum)
               FROM pg_attribute a JOIN pg_type p ON p.oid = a.atttypid
               WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
            WHEN 'r' THEN (
              SELECT concat(format('CREATE TYPE %I.%I AS RANGE (subtype = %s', n.nspname, t.typname,
                format_type(r.rngsubtype, NULL)),
                format(', subtype_opclass = %I.%I', kn.nspname, k.opcname),
                ', multirange_type_name = ' || format_type(r.rngmultitypid, NULL),
                CASE WHEN r.rngsubdiff::oid <> 0 THEN ', subtype_diff = ' || r.rngsubdiff::text END,
                CASE WHEN r.rngcanonical::oid <> 0 THEN ', canonical = ' || r.rngcanonical::text END, ')')
              FROM pg_range r JOIN pg_opclass k ON k.oid = r.rngsubopc JOIN pg_namespace kn ON kn.oid = k.opcnamespace
              WHERE r.rngtypid = t.oid)
          END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type b ON b.oid = t.typbasetype
        LEFT JOIN pg_class rel ON rel.oid = t.typrelid
        WHERE t.oid IN (SELECT id FROM used) AND t.oid >= 16384 AND t.typtype IN ('e', 'd', 'c', 'r')
          AND (t.typtype <> 'c' OR rel.relkind = 'c') AND {UserSchema} AND NOT {TypeOfExtension}
        ORDER BY t.oid
        """;

    /// <summary>Sequences of users, but for those of identity columns.</summary>
    public static readonly string Sequences = $"""
        SELECT 'sequence', format('%I.%I', n.nspname, c.relname),
          format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s',
            n.nspname,
            c.relname, format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
            CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        WHERE {UserSchema} AND c.relpersistence <> 't' AND d.deptype IS DISTINCT FROM 'i'
          AND (d.refobjid IS NULL OR d.refobjid = ANY({Asked}))
          AND NOT {SequenceOfExtension}
        ORDER BY 2
        """;

    /// <summary>Sequences that get the donor's value, those of identity columns too: name.</summary>
    public static readonly string Valued = $"""
        SELECT format('%I.%I', n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        WHERE c.relkind = 'S' AND {UserSchema} AND c.relpersistence <> 't'
          AND (d.refobjid IS NULL OR d.refobjid = ANY({Asked}))
          AND NOT {SequenceOfExtension}
        ORDER BY 1
        """;

    /// <summary>Why tables cannot be made elsewhere: sentences.</summary>
    public const string Obstacles = $"""
        {Used}
        SELECT DISTINCT format('%s needs function %s, which is not carried: create it at the target, or do without it.',
          CASE d.classid WHEN 'pg_attrdef'::regclass THEN 'A default of table ' || (
                 SELECT f.adrelid::regclass::text FROM pg_attrdef f WHERE f.oid = d.objid)
               WHEN 'pg_constraint'::regclass THEN 'Constraint ' || (
                 SELECT quote_ident(o.conname) FROM pg_constraint o WHERE o.oid = d.objid)
               WHEN 'pg_type'::regclass THEN 'Type ' || format_type(d.objid, NULL)
               ELSE 'Index or table ' || d.objid::regclass::text END, d.refobjid::regprocedure)
        FROM pg_depend d
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384
          AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = d.refclassid AND e.objid =
            d.refobjid)
          AND ((d.classid = 'pg_attrdef'::regclass AND d.objid IN (SELECT f.oid FROM pg_attrdef f WHERE f.adrelid =
            ANY({Asked})))
            OR (d.classid = 'pg_constraint'::regclass AND d.objid IN (
                 SELECT o.oid FROM pg_constraint o WHERE o.conrelid = ANY({Asked}) OR o.contypid IN (SELECT id FROM
                   used)))
            OR (d.classid = 'pg_type'::regclass AND d.objid IN (SELECT id FROM used))
            OR (d.classid = 'pg_class'::regclass AND d.objid IN (
                 SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = ANY({Asked}) UNION ALL SELECT unnest({Asked}))))
        """;

    private static string Collate(string oid) =>
        $"""
            (SELECT format(' COLLATE %I.%I', kn.nspname, k.collname) FROM pg_collation k
             JOIN pg_namespace kn ON kn.oid = k.collnamespace WHERE k.oid = {oid} AND k.collname <> 'default')
            """;
}
