using System.Globalization;
using CdcReplicator.Applier;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Generated sequences of schema changes and writes: nodes in batches, with crashes at every step, end with the schema,
/// the rows and the verdicts of a node that takes them one by one. <c>CDC_SEED</c> repeats one.
/// </summary>
public sealed class SchemaHistoryTests(ITestOutputHelper output)
{
    private const int SqliteHistories = 200;
    private const int PostgresHistories = 6;

    [Fact]
    public async Task Apply_SchemaChangesAndWritesWithCrashesOnSqlite_EndAsOneByOne()
    {
        foreach (var seed in Seeds(SqliteHistories))
        {
            await ResultAsync(NodeKinds.Sqlite, seed);
        }
    }

    [PostgresFact]
    public async Task Apply_SchemaChangesAndWritesWithCrashesOnBothKinds_EndAsOneByOneAndAlike()
    {
        foreach (var seed in Seeds(PostgresHistories))
        {
            Assert.Equal(await ResultAsync(NodeKinds.Sqlite, seed), await ResultAsync(NodeKinds.Postgres, seed));
        }
    }

    private IEnumerable<int> Seeds(int count)
    {
        var first = int.TryParse(
            Environment.GetEnvironmentVariable("CDC_SEED"),
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next(1_000_000);
        for (var seed = first; seed < first + count; seed++)
        {
            output.WriteLine($"CDC_SEED={seed}");
            yield return seed;
        }
    }

    /// <summary>Rows and verdicts, which are alike on all kinds of node.</summary>
    private static async Task<string> ResultAsync(string kind, int seed)
    {
        var history = new SchemaHistory(seed);
        await using var reference = await TestNode.CreateAsync(kind);
        await using var crashed = await TestNode.CreateAsync(kind);
        await using (var oneByOne = new SchemaRun(history, reference, random: null))
        {
            await oneByOne.RunAsync();
        }

        await using (var batched = new SchemaRun(history, crashed, new Random(seed)))
        {
            await batched.RunAsync();
        }

        var expected = await reference.OpenAsync();
        var opening = await crashed.OpenAsync();
        Assert.Equal(history.Version, expected.SchemaVersion);
        Assert.Equal(expected.SchemaVersion, opening.SchemaVersion);
        Assert.Equal(expected.SchemaSequence, opening.SchemaSequence);
        Assert.Equal(SchemaDigest.Of(expected.Tables), SchemaDigest.Of(opening.Tables));
        Assert.Equal(
            history.Tables.Select(table => $"public.{table.Name}").Order(StringComparer.Ordinal),
            opening.Tables.Select(table => table.Name.ToString())
        );
        var content = await ContentAsync(history, crashed, kind);
        Assert.Equal(await ContentAsync(history, reference, kind), content);
        return content;
    }

    private static async Task<string> ContentAsync(SchemaHistory history, TestNode node, string kind)
    {
        var state = kind == NodeKinds.Postgres ? "cdc_replicator." : "cdc_replicator_";
        var verdicts = $"SELECT sequence, reason, table_name, row_key FROM {state}rejections ORDER BY sequence";
        List<string> lines = [.. await node.QueryAsync(verdicts)];
        foreach (var table in history.Tables.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            var columns = table.Columns.Select(column => column.Name).Order(StringComparer.Ordinal).Prepend("id");
            lines.Add($"{table.Name} ({string.Join(", ", columns)})");
            lines.AddRange(await node.QueryAsync($"SELECT {string.Join(", ", columns)} FROM {table.Name} ORDER BY id"));
        }

        return string.Join('\n', lines);
    }
}
