using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// The real connector in all combinations at the same time, in one Connect process: killed inside a snapshot, killed
/// inside a big transaction, then moved to another server. What the nodes had then is kept for the tests.
/// </summary>
public sealed class ConnectorRun : IAsyncLifetime, IDisposable
{
    /// <summary>The source after two kills; the new server after the move.</summary>
    internal const string Streamed = "streamed";
    internal const string Moved = "moved";

    private static readonly ConnectorCombination Bulk = ConnectorCombinations.All.Single(c => c.Name == "c_bulk");

    private const int AfterKills = 3;
    private const int AfterMove = 4;

    private readonly TempFolder _folder = new();
    private readonly List<(ConnectorCombination Of, ConnectedNode Node)> _nodes = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _differences = new(StringComparer.Ordinal);
    private readonly Dictionary<ConnectorCombination, SourceOptions> _sections = [];
    private readonly Dictionary<ConnectorCombination, string> _logs = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly StringBuilder _story = new();
    private string _servers = "";
    private ConnectorFiles _files = null!;
    private ConnectorTopics? _topics;
    private KafkaConnectWorker _connect = null!;

    /// <summary>What happened when.</summary>
    internal string Story => _story.ToString();

    /// <summary>What <c>connectors check</c> ended with, by combination.</summary>
    internal Dictionary<string, int> CheckCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Why nodes halted that were not told what they need, by combination.</summary>
    internal Dictionary<string, string> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>How many records of the bulk table's log there were when Connect was killed first.</summary>
    internal long KilledInSnapshotAt { get; private set; }

    /// <summary>Logs that had the big transaction's first rows and not its last when Connect was killed.</summary>
    internal List<string> KilledInTransaction { get; } = [];

    /// <summary>
    /// Those of them whose connector went on streaming after it, rather than to take a new snapshot. That is Connect's
    /// luck: a kill while it writes its file of offsets loses them all.
    /// </summary>
    internal List<string> Resumed { get; } = [];

    /// <summary>What differs between the nodes of a combination and the source; empty if nothing.</summary>
    internal IReadOnlyList<string> Differences(string combination, string stage) =>
        _differences[$"{combination} {stage}"];

    public async Task InitializeAsync()
    {
        if (new KafkaAndPostgresFactAttribute(ownServer: true).Skip is not null)
        {
            return;
        }

        try
        {
            await RunAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\nUntil then:\n{Story}", e);
        }
    }

    public async Task DisposeAsync()
    {
        if (_connect is not null)
        {
            await _connect.DisposeAsync();
        }

        await Task.WhenAll(_nodes.Select(pair => pair.Node.DisposeAsync().AsTask()));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public void Dispose()
    {
        _topics?.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        // Servers first: children inherit the many sockets of the nodes' clients, and PostgreSQL would not start.
        _servers = await KafkaTestServer.GetBootstrapServersAsync();
        _topics = new ConnectorTopics(_servers);
        _files = new ConnectorFiles(_folder.Path, KafkaTestServer.NewClusterName());
        await using var source = await ConnectorSource.StartAsync();
        await using var other = await ConnectorSource.StartAsync();
        await source.ExecuteAsync(ConnectorWorkload.Schema);
        await source.ExecuteAsync(ConnectorWorkload.Before);
        var tables = await source.TablesAsync();
        WriteFiles(source);
        await CheckAsync();
        Tell("checked");
        await AllowAsync();
        await MakeNodesAsync(tables);
        Tell("nodes follow");

        await KillInSnapshotAsync(source);
        await StreamAsync(source);
        await KillInTransactionAsync(source);
        await source.ExecuteEachAsync([.. ConnectorWorkload.WhileAway, ConnectorWorkload.Mark(AfterKills)]);
        await _connect.RestartAsync(CancellationToken.None);
        Tell("started after the kill in the transaction");
        await CompareAsync(source, tables, AfterKills, Streamed);
        Resumed.AddRange(
            KilledInTransaction.Where(name =>
                HasMarker(ConnectorCombinations.All.Single(c => c.Name == name), 0, long.MaxValue, 2)
            )
        );
        Tell($"went on streaming: {string.Join(", ", Resumed)}");

        await MoveAsync(source, other);
        await CompareAsync(other, tables, AfterMove, Moved);
        await RefuseAsync(tables);
    }

    private async Task AllowAsync()
    {
        foreach (var combination in ConnectorCombinations.All)
        {
            _logs[combination] = await ClosedAddress.OfAsync($"kafka://{_servers}/{_files.ClusterOf(combination)}");
        }
    }

    private void WriteFiles(ConnectorSource source)
    {
        foreach (var combination in ConnectorCombinations.All)
        {
            _files.Write(combination, source);
        }
    }

    /// <summary>Asks the command about all combinations; two processes at a time.</summary>
    private async Task CheckAsync()
    {
        var checkedOnes = new ConcurrentDictionary<ConnectorCombination, (int Code, SourceOptions Section)>();
        await Parallel.ForEachAsync(
            ConnectorCombinations.All,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (combination, _) => checkedOnes[combination] = await _files.CheckAsync(combination)
        );
        foreach (var (combination, (code, section)) in checkedOnes)
        {
            CheckCodes[combination.Name] = code;
            _sections[combination] = section;
        }
    }

    private async Task MakeNodesAsync(IReadOnlyList<TableDefinition> tables)
    {
        foreach (var combination in ConnectorCombinations.All)
        {
            var id = combination.Name.Replace('_', '-');
            var told = ConnectorFiles.Told(combination, _sections[combination]);
            List<ConnectedNode> nodes = [ConnectedNode.OnSqlite(id + "-sqlite", _folder.At(id + ".db"), tables)];
            if (combination.OnPostgres)
            {
                nodes.Add(await ConnectedNode.OnPostgresAsync(id + "-postgres"));
            }

            foreach (var node in nodes)
            {
                _nodes.Add((combination, node));
                await node.StartAsync(_logs[combination], _folder.At($"spool-{_nodes.Count}"), told);
            }
        }
    }

    /// <summary>Nodes that are not told what they need.</summary>
    private async Task RefuseAsync(IReadOnlyList<TableDefinition> tables)
    {
        foreach (var combination in ConnectorCombinations.All.Where(c => c.RefusedBy is not null))
        {
            var id = combination.Name.Replace('_', '-') + "-untold";
            await using var node = ConnectedNode.OnSqlite(id, _folder.At(id + ".db"), tables);
            await node.StartAsync(
                _logs[combination],
                _folder.At("spool-" + id),
                ConnectorFiles.Untold(combination, _sections[combination])
            );
            Refusals[combination.Name] = await node.ReachAsync(1) ?? "nothing is refused";
        }

        Tell("refused");
    }

    private async Task KillInSnapshotAsync(ConnectorSource source)
    {
        _connect = await KafkaConnectWorker.StartAsync(
            new KafkaConnectOptions
            {
                Folder = _folder.At("connect"),
                ConnectorFiles = [.. ConnectorCombinations.All.Select(_files.FileOf)],
                Settings = new Dictionary<string, string>
                {
                    ["bootstrap.servers"] = _servers,
                    ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
                    ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
                    ["offset.storage.file.filename"] = _folder.At("offsets"),
                    // The file is written in place: the more often, the more likely a kill loses it.
                    ["offset.flush.interval.ms"] = "2000",
                    ["plugin.discovery"] = "service_load",
                },
            },
            TimeProvider.System,
            CancellationToken.None
        );
        Tell("first start");
        await ConnectWorkers.UntilAsync(
            _connect,
            "the first rows of the snapshot of bulk",
            () => Task.FromResult(EndOf(Bulk) > 1000)
        );
        await _connect.KillAsync();
        KilledInSnapshotAt = EndOf(Bulk);
        Tell($"killed inside the snapshot, at {KilledInSnapshotAt}");
        await source.ExecuteEachAsync(ConnectorWorkload.BetweenSnapshots);
    }

    private async Task StreamAsync(ConnectorSource source)
    {
        await _connect.RestartAsync(CancellationToken.None);
        Tell("second start");
        await UntilStreamingAsync(source);
        await source.ExecuteEachAsync(ConnectorWorkload.Streaming);
        Tell("worked");
        await UntilMarkedAsync(1);
    }

    private async Task KillInTransactionAsync(ConnectorSource source)
    {
        var before = ConnectorCombinations.All.ToDictionary(combination => combination, EndOf);
        await source.ExecuteAsync(ConnectorWorkload.Big);
        await ConnectWorkers.UntilAsync(
            _connect,
            "the first rows of the big transaction",
            () => Task.FromResult(before.Any(pair => EndOf(pair.Key) - pair.Value > 500))
        );
        await _connect.KillAsync();
        KilledInTransaction.AddRange(
            before
                .Select(pair => (Of: pair.Key, From: pair.Value, End: EndOf(pair.Key)))
                .Where(log => log.End > log.From + 100 && !HasMarker(log.Of, log.From, log.End, 2))
                .Select(log => log.Of.Name)
        );
        Tell($"killed inside the big transaction of {string.Join(", ", KilledInTransaction)}");
    }

    private async Task MoveAsync(ConnectorSource source, ConnectorSource other)
    {
        await _connect.StopAsync();
        await source.CopyToAsync(other);
        await other.ExecuteEachAsync(ConnectorWorkload.AtTheNewServer);
        WriteFiles(other);
        File.Delete(_folder.At("offsets"));
        await _connect.RestartAsync(CancellationToken.None);
        Tell("started at the new server");
        await UntilStreamingAsync(other);
        await other.ExecuteEachAsync(ConnectorWorkload.AfterTheMove);
    }

    private async Task UntilStreamingAsync(ConnectorSource source)
    {
        await ConnectWorkers.UntilAsync(
            _connect,
            "all connectors stream",
            async () => await source.ActiveSlotsAsync() == ConnectorCombinations.All.Count
        );
        Tell("all stream");
    }

    private async Task UntilMarkedAsync(int marker)
    {
        foreach (var (_, node) in _nodes)
        {
            await node.ReachAsync(marker);
        }

        Tell($"nodes are at {marker}");
    }

    private async Task CompareAsync(
        ConnectorSource source,
        IReadOnlyList<TableDefinition> tables,
        int marker,
        string stage
    )
    {
        foreach (var group in _nodes.GroupBy(pair => pair.Of))
        {
            var captured = group.Key.Captured.ToHashSet();
            List<TableDefinition> compared = [.. tables.Where(table => captured.Contains(table.Name.Name))];
            var found = new List<string>();
            foreach (var (_, node) in group)
            {
                found.AddRange(
                    await node.ReachAsync(marker) is { } trouble
                        ? [trouble]
                        : await node.DifferencesAsync(source, compared)
                );
            }

            _differences[$"{group.Key.Name} {stage}"] = found;
        }

        Tell($"{stage}: compared");
    }

    private long EndOf(ConnectorCombination combination) => _topics!.End(TopicOf(combination));

    private bool HasMarker(ConnectorCombination combination, long from, long end, int marker) =>
        _topics!.Has(
            TopicOf(combination),
            from,
            end,
            "\"op\":\"c\"",
            "\"table\":\"marker\"",
            $"\"after\":{{\"id\":{marker}}}"
        );

    private string TopicOf(ConnectorCombination combination) => _files.ClusterOf(combination) + ".log";

    private void Tell(string what) => _story.AppendLine($"{_watch.Elapsed.TotalSeconds, 6:0.0} s  {what}");
}
