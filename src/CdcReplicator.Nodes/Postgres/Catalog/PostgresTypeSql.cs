namespace CdcReplicator.Nodes;

/// <summary>Queries of the types in PostgreSQL's catalog.</summary>
internal static class PostgresTypeSql
{
    /// <summary>
    /// Types; parameters: oids, their modifiers. Oid, modifier, schema, name, kind, written form, element, base, base's
    /// modifier, equality (the operator of its default index, if that is not of pg_catalog).
    /// </summary>
    public const string Types = """
        SELECT t.oid::bigint, asked.modifier, n.nspname::text, t.typname::text, t.typtype::text,
          format_type(t.oid, asked.modifier),
          CASE WHEN t.typcategory = 'A' AND t.typtype = 'b' THEN t.typelem::bigint ELSE 0 END,
          t.typbasetype::bigint, t.typtypmod,
          (SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname) FROM pg_opclass k
             JOIN pg_am m ON m.oid = k.opcmethod AND m.amname IN ('btree', 'hash')
             JOIN pg_amop a ON a.amopfamily = k.opcfamily AND a.amoplefttype = k.opcintype
               AND a.amoprighttype = k.opcintype AND a.amopstrategy = CASE m.amname WHEN 'btree' THEN 3 ELSE 1 END
             JOIN pg_operator o ON o.oid = a.amopopr JOIN pg_namespace s ON s.oid = o.oprnamespace
             WHERE k.opcintype = t.oid AND k.opcdefault AND s.nspname <> 'pg_catalog' ORDER BY m.amname LIMIT 1)
        FROM unnest($1::bigint[], $2::int[]) asked (id, modifier)
        JOIN pg_type t ON t.oid = asked.id::oid JOIN pg_namespace n ON n.oid = t.typnamespace
        """;
}
