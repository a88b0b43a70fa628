using System.Data.Common;
using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A cluster for one day: its log, its nodes, the processes that write and read.</summary>
internal sealed class Day(PlantedBug bug) : IAsyncDisposable
{
    public const string SharedName = "shop";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private readonly TempFolder _folder = new();
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

    public string? LogFile => At("log.db");

    /// <summary>The newest column that writers may use; 0 before the first.</summary>
    public int Columns { get; set; }

    /// <summary>The newest row that a writer was told is taken; null before the first.</summary>
    public TakenRow? Latest
    {
        get => _latest;
        set => _latest = value;
    }

    public string At(string name) => _folder.At(name);

    public int NextColumn() => Interlocked.Increment(ref _columns);

    public DayNode Any(Random random) => _nodes[random.Next(_nodes.Count)];

    /// <summary>The one node whose rows people change by hand: the others are the majority that tells it is wrong.</summary>
    public DayNode Spoilt(Random random)
    {
        _spoilt ??= Any(random);
        History.Note(new DayEvent.Spoilt(_spoilt.Id));
        return _spoilt;
    }

    public async Task AddAsync(IDayDatabase database)
    {
        await database.ExecuteAsync(DayTable.Create);
        var node = new DayNode(database, this);
        _nodes.Add(node);
        _clocks.Add(node.Clock);
        await node.StartAsync();
    }

    public async Task<IChangeLog> OpenLogAsync(TimeProvider clock) =>
        new LinkedLog(
            await EmbeddedChangeLog.OpenAsync(
                At("log.db"),
                bug.LogOptions,
                clock,
                bug.Machine(clock),
                CancellationToken.None
            ),
            LogLink
        );

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
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
