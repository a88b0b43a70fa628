using CdcReplicator.Applier;
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

    private Bench(string? address)
    {
        Address = address ?? $"embedded:{_folder.At("log.db")}";
        OpenAddress = Address;
    }

    public string Address { get; }

    /// <summary>The address for programs without a login; the same in an ordinary run.</summary>
    public string OpenAddress { get; private init; }

    public IChangeLog Log { get; private set; } = null!;

    /// <summary>A bench on an address, else on an embedded log of its own.</summary>
    public static async Task<Bench> StartAsync(string? address = null)
    {
        var bench = address is null ? new Bench(null) : await OnAsync(address);
        bench.Log = await RunningApplier.OpenLogAsync(bench.Address);
        return bench;
    }

    /// <summary>The SDK, in a <see cref="SecuredRun"/> as an application's user.</summary>
    public Task<CdcCluster> ConnectAsync(CdcClusterOptions? options = null) =>
        CdcCluster.ConnectAsync(Address, OptionsOf(options ?? new CdcClusterOptions()));

    /// <summary>How an application connects.</summary>
    public CdcClusterOptions OptionsOf(CdcClusterOptions options) =>
        options with
        {
            LogClient = RunningApplier.LoginOf(Address, SecuredKafka.Publisher, options.LogClient),
        };

    public string At(string name) => _folder.At(name);

    public SqliteDatabase Database(string name, string ddl = Events.ItemsDdl) => new(_folder.At($"{name}.db"), ddl);

    public Task<RunningApplier> ApplyAsync(SqliteDatabase database, string id, ISchemaRegistry? schemas = null) =>
        ApplyAsync(database.Options(id), schemas);

    public async Task<RunningApplier> ApplyAsync(
        NodeOptions node,
        ISchemaRegistry? schemas = null,
        SourceCatalog? sources = null,
        Func<IChangeLog, JoinParts>? join = null
    )
    {
        var spool = _folder.At($"spool-{_appliers.Count}");
        var applier = await RunningApplier.StartAsync(Address, node, spool, schemas, sources, join);
        _appliers.Add(applier);
        return applier;
    }

    public Task<AppendReceipt> AppendAsync(params RecordToAppend[] records) =>
        Log.AppendAsync(records, CancellationToken.None);

    /// <summary>Waits until a node's published status fulfils a condition.</summary>
    public Task<MemberStatus> UntilAsync(string node, Func<MemberStatus, bool> condition) =>
        MemberWait.UntilAsync(Log, node, condition, () => Task.CompletedTask);

    // In a secured run the first applier makes the topics, because no other user may.
    private static async Task<Bench> OnAsync(string address)
    {
        var closed = await ClosedAddress.OfAsync(address);
        if (closed == address)
        {
            return new Bench(address);
        }

        var bench = new Bench(closed) { OpenAddress = address };
        await using var made = await RunningApplier.OpenLogAsync(bench.Address, user: SecuredKafka.Applier);
        return bench;
    }

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
