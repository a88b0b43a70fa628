using System.Net.Http.Json;
using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// <c>connectors/postgresql.properties</c> in the workers of <c>connectors/</c>, and a node with
/// <c>connectors/sources.json</c>: what a user does who copies these files.
/// </summary>
[Collection(ConnectorCollection.Name)]
public sealed class ConnectorTemplateTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const string Schema = """
        CREATE EXTENSION hstore;
        CREATE TABLE orders (
            id int PRIMARY KEY, total numeric(12,2) NOT NULL, note text DEFAULT 'none', at timestamptz, paid bytea,
            every interval, tags hstore, due date, local timestamp);
        CREATE TABLE items (orders int REFERENCES orders, n int, PRIMARY KEY (orders, n));
        CREATE TABLE marker (id int PRIMARY KEY);
        INSERT INTO orders SELECT i, i * 1.25, NULL, '2024-01-01', decode('00ff', 'hex'),
            '1 mon 2 days 00:00:03.000001',
            hstore('a', NULL::text), 'infinity', '2024-02-29 12:34:56.789012' FROM generate_series(1, 500) i;
        """;

    private static readonly string[] Work =
    [
        .. Enumerable
            .Range(501, 40)
            .Select(i =>
                $"BEGIN; INSERT INTO orders VALUES ({i}, {i}, NULL); INSERT INTO items VALUES ({i}, 1), ({i}, 2); "
                + $"UPDATE orders SET total = total + 1 WHERE id = {i - 500}; "
                + $"DELETE FROM items WHERE orders = {i - 2}; COMMIT"
            ),
        "UPDATE orders SET id = -id WHERE id = 77",
        "TRUNCATE items",
    ];

    private readonly TempFolder _folder = new();
    private readonly string _cluster = KafkaTestServer.NewClusterName();
    private readonly string _topics = "connect-" + Guid.NewGuid().ToString("N");
    private ConnectorSource _source = null!;
    private ConnectedNode? _node;
    private IReadOnlyList<TableDefinition> _tables = [];
    private string _servers = "";

    public async Task InitializeAsync()
    {
        if (new KafkaAndPostgresFactAttribute(ownServer: true).Skip is not null)
        {
            return;
        }

        _servers = await KafkaTestServer.GetBootstrapServersAsync();
        _source = await ConnectorSource.StartAsync();
        await _source.ExecuteAsync(Schema);
        _tables = await _source.TablesAsync();
        _node = ConnectedNode.OnSqlite("template", _folder.At("node.db"), _tables);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
            await _source.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [KafkaAndPostgresFact(ownServer: true)]
    public async Task Standalone_KilledAndStartedAgain_NodeEqualsTheSource()
    {
        await using var worker = await StartStandaloneAsync();

        await ProveAsync(worker);
    }

    // What a worker loses that is killed while it writes the file; the table emptied meanwhile is in no snapshot.
    [KafkaAndPostgresFact(ownServer: true)]
    public async Task Standalone_OffsetsLost_NodeEqualsTheSource()
    {
        await using var worker = await StartStandaloneAsync();

        await ProveAsync(worker, () => File.Delete(_folder.At("offsets")));
    }

    [KafkaAndPostgresFact(ownServer: true)]
    public async Task Distributed_KilledAndStartedAgain_NodeEqualsTheSource()
    {
        string[] stores = ["offset", "config", "status"];
        await using var worker = await KafkaConnectWorker.StartAsync(
            new KafkaConnectOptions
            {
                Folder = _folder.At("worker"),
                Settings = ConnectorTemplate.Read(
                    "worker-distributed.properties",
                    [
                        .. WorkerAddress(),
                        new("group.id", _topics),
                        .. stores.Select(s => KeyValuePair.Create($"{s}.storage.topic", $"{_topics}.{s}")),
                        .. stores.Select(s => KeyValuePair.Create($"{s}.storage.replication.factor", "1")),
                    ]
                ),
            },
            TimeProvider.System,
            CancellationToken.None
        );
        var connector = Connector();
        using var http = new HttpClient { BaseAddress = worker.Address };
        await ConnectWorkers.UntilAsync(
            worker,
            "the connector is taken",
            async () =>
            {
                // Refused while the workers share their work out.
                using var answer = await http.PutAsJsonAsync($"connectors/{connector["name"]}/config", connector);
                return answer.IsSuccessStatusCode;
            }
        );

        await ProveAsync(worker);
    }

    private Task<KafkaConnectWorker> StartStandaloneAsync() =>
        KafkaConnectWorker.StartAsync(
            new KafkaConnectOptions
            {
                Folder = _folder.At("worker"),
                Settings = ConnectorTemplate.Read(
                    "worker-standalone.properties",
                    [.. WorkerAddress(), new("offset.storage.file.filename", _folder.At("offsets"))]
                ),
                ConnectorFiles = [ConnectorTemplate.Write(_folder.At("shop.properties"), Connector())],
            },
            TimeProvider.System,
            CancellationToken.None
        );

    private async Task ProveAsync(KafkaConnectWorker worker, Action? whileKilled = null)
    {
        var log = await ClosedAddress.OfAsync($"kafka://{_servers}/{_cluster}");
        await _node!.StartAsync(log, _folder.At("spool"), Sources());
        await StreamsAsync(worker);
        await _source.ExecuteEachAsync([.. Work.Take(20), ConnectorMark(1)]);
        Assert.Null(await _node.ReachAsync(1));
        await _source.ExecuteEachAsync(Work.Skip(20).Take(10));
        await worker.KillAsync();
        whileKilled?.Invoke();
        await _source.ExecuteEachAsync([.. Work.Skip(30), ConnectorMark(2)]);
        await worker.RestartAsync(CancellationToken.None);

        Assert.Null(await _node.ReachAsync(2));
        var differences = await _node.DifferencesAsync(_source, _tables);
        output.WriteLine(worker.LastOutput.Split('\n')[^1]);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
    }

    private Task StreamsAsync(KafkaConnectWorker worker) =>
        ConnectWorkers.UntilAsync(worker, "the connector streams", async () => await _source.ActiveSlotsAsync() == 1);

    private Dictionary<string, string> Connector() =>
        ConnectorTemplate.Read(
            "postgresql.properties",
            [.. ConnectorFiles.Address(_source), new("transforms.route.replacement", _cluster + ".log")]
        );

    private IEnumerable<KeyValuePair<string, string>> WorkerAddress() =>
        [new("bootstrap.servers", _servers), new("plugin.path", KafkaInstallation.Find().PluginFolder)];

    private static SourceCatalog Sources()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sources.json")));
        var sources = file.RootElement.GetProperty("CdcReplicator").GetProperty("Sources");
        return new SourceCatalog(sources.Deserialize<Dictionary<string, SourceOptions>>()!);
    }

    private static string ConnectorMark(int id) => $"INSERT INTO marker VALUES ({id})";
}
