using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.EndToEndTests.Join;

/// <summary>
/// Fills a SQLite node by SQLite's own backup of the whole file, so that what joining decides is tested by itself. What
/// goes wrong is planted by the test.
/// </summary>
internal sealed class FileSeeder(NodeOptions donor, NodeOptions target, FileSeeder.Plan plan) : INodeSeeder
{
    /// <summary>What a test plants, and sees.</summary>
    internal sealed class Plan
    {
        /// <summary>Thrown when a seed begins from a donor; null for none.</summary>
        public Func<string, Exception?> FaultFrom { get; init; } = _ => null;

        /// <summary>Done to the target after its copy, before it is whole.</summary>
        public string Spoil { get; init; } = "SELECT 1";

        /// <summary>Donors that were copied from, in order.</summary>
        public List<string> Donors { get; } = [];

        public INodeSeeder Make(NodeOptions donor, NodeOptions target, LogId log, SeedSettings settings) =>
            new FileSeeder(donor, target, this);
    }

    public async Task<SeedFound> LookAsync(CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(target);
        var tables = await NamesAsync(file);
        if (tables.Contains("cdc_replicator_position"))
        {
            return new SeedFound.Node(LogId.New(), NodePosition.Origin);
        }

        var full = new List<TableName>();
        foreach (var table in tables)
        {
            if (await ScalarAsync(file, $"SELECT EXISTS (SELECT 1 FROM \"{table}\")") == 1)
            {
                full.Add(TableName.Parse(table));
            }
        }

        return full.Count > 0 ? new SeedFound.RowsWithoutPosition(full) : new SeedFound.Empty(tables.Count > 0);
    }

    public Task<SeedPlan> PlanAsync(SeedMode mode, CancellationToken cancellationToken) =>
        Task.FromResult(
            new SeedPlan
            {
                DonorPosition = NodePosition.Origin,
                Tables = [],
                Creates = [],
                Drops = [],
                LeftOut = [],
                Obstacles = [],
            }
        );

    public async Task<NodePosition> SeedAsync(
        SeedMode mode,
        IProgress<SeedProgress> progress,
        CancellationToken cancellationToken
    )
    {
        progress.Report(new SeedProgress(SeedPhase.Copy, DateTimeOffset.UtcNow) { Tables = 1, Rows = 100 });
        if (plan.FaultFrom(donor.Id) is { } fault)
        {
            throw fault;
        }

        plan.Donors.Add(donor.Id);
        await using var from = await OpenAsync(donor);
        await using var to = await OpenAsync(target);
        from.BackupDatabase(to);
        // What says which node a database is, a seed does not carry.
        var owe =
            "DELETE FROM cdc_replicator_installation; DELETE FROM cdc_replicator_openings; "
            + "INSERT INTO cdc_replicator_proof_owed (id, donor, since) "
            + $"VALUES (1, '{donor.Id}', {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()})";
        await ScalarAsync(to, $"{plan.Spoil}; {owe}");
        return NodePosition.Origin;
    }

    public ValueTask DisposeAsync() => default;

    private static async Task<SqliteConnection> OpenAsync(NodeOptions node)
    {
        var file = new SqliteConnection($"{node.ConnectionString};Pooling=False");
        await file.OpenAsync();
        return file;
    }

    private static async Task<long?> ScalarAsync(SqliteConnection file, string sql)
    {
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync() as long?;
    }

    private static async Task<HashSet<string>> NamesAsync(SqliteConnection file)
    {
        await using var command = file.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
