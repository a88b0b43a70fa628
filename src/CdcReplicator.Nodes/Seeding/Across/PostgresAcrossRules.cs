using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads <see cref="AcrossRules"/> of PostgreSQL's tables.</summary>
internal static class PostgresAcrossRules
{
    private const string Keys = $"""
        SELECT n.nspname::text, c.relname::text, o.conname::text,
          regexp_replace(pg_get_constraintdef(o.oid), '^FOREIGN KEY .* REFERENCES .*?\(.*?\)', '')
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE o.contype = 'f' AND {PostgresCatalogSql.UserTables}
        """;

    private const string Indexes = $"""
        SELECT n.nspname::text, c.relname::text, ic.relname::text,
          ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE k.place <= i.indnkeyatts ORDER BY k.place)
        FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = ic.relam
        WHERE NOT i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree'
          AND {PostgresCatalogSql.UserTables}
        """;

    /// <summary>Reads them.</summary>
    public static async Task<Func<TableName, AcrossRules>> ReadAsync(
        NpgsqlConnection connection,
        CancellationToken stop
    )
    {
        var keys = new List<(TableName Table, string Name, string Rule)>();
        await foreach (var r in connection.ReadRowsAsync(Keys, stop).ConfigureAwait(false))
        {
            keys.Add((new TableName(r.GetString(0), r.GetString(1)), r.GetString(2), r.GetString(3)));
        }

        var indexes = new List<(TableName Table, string Name, string[] Columns)>();
        await foreach (var r in connection.ReadRowsAsync(Indexes, stop).ConfigureAwait(false))
        {
            var table = new TableName(r.GetString(0), r.GetString(1));
            indexes.Add((table, r.GetString(2), r.GetFieldValue<string[]>(3)));
        }

        return table => new AcrossRules(
            keys.Where(key => key.Table == table).ToDictionary(key => key.Name, key => key.Rule),
            [
                .. indexes
                    .Where(index => index.Table == table)
                    .Select(index => (index.Name, (IReadOnlyList<string>)index.Columns)),
            ]
        );
    }
}
