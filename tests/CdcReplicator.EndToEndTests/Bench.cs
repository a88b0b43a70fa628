using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>A log, and nodes with an applier each that is started and stopped by the test.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<RunningApplier> _appliers = [];

    private Bench(string? address) => Address = address ?? $"embedded:{_folder.At("log.db")}";

    public string Address { get; }

    public IChangeLog Log { get; private set; } = null!;

    /// <summary>A bench on an address, else on an embedded log of its own.</summary>
    public static async Task<Bench> StartAsync(string? address = null)
    {
        var bench = new Bench(address);
        bench.Log = await RunningApplier.OpenLogAsync(bench.Address);
        return bench;
    }

    public string At(string name) => _folder.At(name);

    public SqliteDatabase Database(string name, string ddl = Events.ItemsDdl) => new(_folder.At($"{name}.db"), ddl);

    public Task<RunningApplier> ApplyAsync(SqliteDatabase database, string id, ISchemaRegistry? schemas = null) =>
        ApplyAsync(database.Options(id), schemas);

    public async Task<RunningApplier> ApplyAsync(
        NodeOptions node,
        ISchemaRegistry? schemas = null,
        SourceCatalog? sources = null
    )
    {
        var spool = _folder.At($"spool-{_appliers.Count}");
        var applier = await RunningApplier.StartAsync(Address, node, spool, schemas, sources);
        _appliers.Add(applier);
        return applier;
    }

    public Task<AppendReceipt> AppendAsync(params RecordToAppend[] records) =>
        Log.AppendAsync(records, CancellationToken.None);

    /// <summary>Waits until a node's published status fulfils a condition.</summary>
    public Task<MemberStatus> UntilAsync(string node, Func<MemberStatus, bool> condition) =>
        MemberWait.UntilAsync(Log, node, condition, () => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        foreach (var applier in _appliers)
        {
            await applier.DisposeAsync();
        }

        await Log.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
