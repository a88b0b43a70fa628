using System.Data.Common;
using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A cluster for one day: its log, its nodes, the processes that write and read.</summary>
internal sealed class Day(PlantedBug bug, TempFolder folder, IDayLog log) : IAsyncDisposable
{
    public const string SharedName = "shop";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private readonly List<DayNode> _nodes = [];
    private readonly List<JumpingClock> _clocks = [];
    private DayNode? _spoilt;
    private volatile TakenRow? _latest;
    private int _columns;
    private int _writers;

    public PlantedBug Bug => bug;

    public DayHistory History { get; } = new();

    public IReadOnlyList<DayNode> Nodes => _nodes;

    public IReadOnlyList<JumpingClock> Clocks => _clocks;

    /// <summary>What lies between the log and all processes.</summary>
    public Link LogLink { get; } = new();

    public IDayLog Log => log;

    /// <summary>Where PostgreSQL clients connect; null if the day has no relay.</summary>
    public DayRelay? Relay { get; private set; }

    /// <summary>The newest column that writers may use; 0 before the first.</summary>
    public int Columns { get; set; }

    /// <summary>The newest row that a writer was told is taken; null before the first.</summary>
    public TakenRow? Latest
    {
        get => _latest;
        set => _latest = value;
    }

    public string At(string name) => folder.At(name);

    public int NextColumn() => Interlocked.Increment(ref _columns);

    public DayNode Any(Random random) => _nodes[random.Next(_nodes.Count)];

    /// <summary>
    /// The one node whose rows people change by hand: the others are the majority that tells it is wrong.
    /// </summary>
    public DayNode Spoilt(Random random)
    {
        _spoilt ??= Any(random);
        History.Note(new DayEvent.Spoilt(_spoilt.Id));
        return _spoilt;
    }

    public async Task AddAsync(IDayDatabase database)
    {
        var node = new DayNode(database, this);
        _nodes.Add(node);
        _clocks.Add(node.Clock);
        await node.StartAsync();
    }

    public async Task OpenRelayAsync(PostgresDayDatabase database) => Relay = await DayRelay.StartAsync(this, database);

    public async Task<IChangeLog> OpenLogAsync(TimeProvider clock) =>
        new LinkedLog(await log.OpenAsync(bug, clock), LogLink);

    /// <summary>Another process's client.</summary>
    public async Task<CdcCluster> ConnectAsync(string? publisher, JumpingClock clock)
    {
        _clocks.Add(clock);
        return await CdcCluster.ConnectAsync(
            bug.WriterLog(await OpenLogAsync(clock)),
            "days",
            new CdcClusterOptions
            {
                PublisherName = publisher,
                ApplyTimeout = Timeout,
                ReadTimeout = Timeout,
                TablesTimeout = Timeout * 10,
                NodeCredentials = _nodes
                    .Where(node => node.Database.Login is not null)
                    .ToDictionary(node => node.Id, node => node.Database.Login!),
            },
            NullLoggerFactory.Instance,
            clock,
            CancellationToken.None
        );
    }

    public DayWriter NewWriter(CdcCluster cluster, Random random, bool updates = true) =>
        new(this, cluster, Interlocked.Increment(ref _writers), new Random(random.Next()), updates);

    /// <summary>Which node a connection is to.</summary>
    public string NodeOf(DbConnection connection) => _nodes.Single(node => node.Database.IsAt(connection)).Id;

    public async ValueTask DisposeAsync()
    {
        await bug.DisposeAsync();
        if (Relay is not null)
        {
            await Relay.DisposeAsync();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        LogLink.Dispose();
        SqliteConnection.ClearAllPools();
        log.Dispose();
        folder.Dispose();
    }
}
