using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Finds what of a seed's schema stands in a PostgreSQL target already.</summary>
internal static class PostgresSeedStanding
{
    /// <summary>Extensions a server has not got: name; the parameter holds names.</summary>
    private const string Missing = """
        SELECT e FROM unnest($1::text[]) e
        WHERE NOT EXISTS (SELECT FROM pg_available_extensions a WHERE quote_ident(a.name) = e)
        """;

    /// <summary>What would go with tables or would forbid to drop them: view or foreign key, table.</summary>
    private const string Dependents = """
        SELECT DISTINCT format('View %s reads table %s: drop it first.', r.ev_class::regclass, d.refobjid::regclass)
        FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY(($1::bigint[])::oid[]) AND r.ev_class <>
          d.refobjid
          AND d.deptype = 'n'
        UNION ALL
        SELECT format('Foreign key %I of table %s refers to table %s: drop it first.', o.conname, o.conrelid::regclass,
          o.confrelid::regclass)
        FROM pg_constraint o WHERE o.contype = 'f' AND o.confrelid = ANY(($1::bigint[])::oid[])
          AND NOT o.conrelid = ANY(($1::bigint[])::oid[])
        """;

    /// <summary>Finds it.</summary>
    public static async Task<SeedStanding> FindAsync(NpgsqlConnection target, SeedSchema schema, CancellationToken stop)
    {
        var wanted = schema.Makes.Where(make => make.Drop is not null).ToDictionary(make => make.Object);
        var dialect = new PostgresDialect(new PostgresValueBinding());
        var all = await PostgresSeedSchemaReader.FindTablesAsync(target, _ => true, stop).ConfigureAwait(false);
        var tables = await PostgresSeedSchemaReader
            .FindTablesAsync(target, table => wanted.ContainsKey(new SeedObject("table", dialect.Table(table))), stop)
            .ConfigureAwait(false);
        var drops = new List<SeedMake>();
        var standing = await new PostgresSeedSchemaReader(target, tables).ReadTablesAsync(stop).ConfigureAwait(false);
        if (standing.Count > 0)
        {
            // Together, whichever refers to which; partitions go with theirs.
            var names = string.Join(", ", standing.Select(table => table.Make.Object.Name));
            drops.AddRange(
                standing.Select((table, i) => table.Make with { Sql = i == 0 ? $"DROP TABLE {names}" : "" })
            );
        }

        var same = new HashSet<SeedObject>();
        var replaceable = await new PostgresSeedSchemaReader(target, all)
            .ReadReplaceableAsync(stop)
            .ConfigureAwait(false);
        foreach (var there in replaceable.Reverse().Where(there => wanted.ContainsKey(there.Object)))
        {
            if (wanted[there.Object].Sql == there.Sql)
            {
                same.Add(there.Object);
            }
            else
            {
                drops.Add(there with { Sql = there.Drop! });
            }
        }

        return new SeedStanding(
            drops,
            same,
            await FindObstaclesAsync(target, schema, tables, stop).ConfigureAwait(false)
        );
    }

    private static async Task<IReadOnlyList<string>> FindObstaclesAsync(
        NpgsqlConnection target,
        SeedSchema schema,
        long[] tables,
        CancellationToken stop
    )
    {
        var obstacles = new List<string>();
        string[] extensions =
        [
            .. schema.Makes.Where(make => make.Object.Kind == "extension").Select(make => make.Object.Name),
        ];
        var asked = new NpgsqlParameter<string[]> { TypedValue = extensions };
        await foreach (var r in target.ReadRowsAsync(Missing, asked, stop).ConfigureAwait(false))
        {
            obstacles.Add($"Extension {r.GetString(0)} is not installed on the target's server: install it.");
        }

        var dropped = new NpgsqlParameter<long[]> { TypedValue = tables };
        await foreach (var r in target.ReadRowsAsync(Dependents, dropped, stop).ConfigureAwait(false))
        {
            obstacles.Add(r.GetString(0));
        }

        return obstacles;
    }
}
