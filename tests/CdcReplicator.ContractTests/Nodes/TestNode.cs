using System.Data.Common;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.ContractTests;

/// <summary>An empty database of some kind, a node on it, and transactions of a log that goes on counting.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly IAsyncDisposable? _database;
    private readonly string? _folder;
    private readonly string _owner;
    private INode? _node;
    private NodePosition _position = NodePosition.Origin;
    private long _nextOffset;

    private TestNode(NodeOptions options, IAsyncDisposable? database, string? folder) =>
        (Options, _owner, _database, _folder) = (options, options.ConnectionString, database, folder);

    internal NodeOptions Options { get; set; }

    /// <summary>Where the node logs.</summary>
    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public ClusterSettings Cluster { get; set; } = ClusterSettings.NewLog();

    internal INode Node => _node ?? throw new InvalidOperationException("Open it first.");

    public static async Task<TestNode> CreateAsync(string kind, string? ddl = null)
    {
        TestNode node;
        if (kind == NodeKinds.Postgres)
        {
            var database = await PostgresTestServer.CreateDatabaseAsync();
            node = new TestNode(OptionsOf(kind, database.ConnectionString), database, null);
        }
        else
        {
            var folder = Directory.CreateTempSubdirectory("cdc-replicator-node-").FullName;
            var file = Path.Combine(folder, "node.db");
            await using (var create = new SqliteConnection($"Data Source={file};Pooling=False"))
            {
                await create.OpenAsync();
            }

            node = new TestNode(OptionsOf(kind, $"Data Source={file}"), null, folder);
        }

        if (ddl is not null)
        {
            await node.ExecuteAsync(ddl);
        }

        return node;
    }

    internal async Task<NodeOpening> OpenAsync()
    {
        _node ??= NodeFactory.Create(Options, Loggers, TimeProvider.System);
        var opening = await _node.OpenAsync(Cluster, CancellationToken.None);
        _position = opening.Position;
        return opening;
    }

    /// <summary>
    /// Gives a PostgreSQL node's applier a role of its own, which may write the tables and is no superuser.
    /// </summary>
    public async Task UsePlainRoleAsync() =>
        Options = Options with { ConnectionString = await ((PostgresTestDatabase)_database!).CreatePlainRoleAsync() };

    /// <summary>Makes a role that is no superuser beside the applier's; its name.</summary>
    public async Task<string> CreatePlainRoleAsync() =>
        new NpgsqlConnectionStringBuilder(await ((PostgresTestDatabase)_database!).CreatePlainRoleAsync()).Username!;

    /// <summary>Applies one transaction in a database transaction of its own and advances.</summary>
    internal async Task<Verdict> ApplyAsync(ChangeTransaction change)
    {
        if (_node is null)
        {
            await OpenAsync();
        }

        await using var transaction = await Node.BeginAsync(change.Semantics, CancellationToken.None);
        var verdict = await transaction.ApplyAsync(change, CancellationToken.None);
        var next = PositionAfter(change);
        await transaction.AdvanceAsync(_position, next, [], CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        _position = next;
        return verdict;
    }

    /// <summary>Applies transactions as one batch in a database transaction of its own and advances.</summary>
    internal async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(params ChangeTransaction[] batch)
    {
        if (_node is null)
        {
            await OpenAsync();
        }

        await using var transaction = await Node.BeginAsync(batch[0].Semantics, CancellationToken.None);
        var prepared = Node.Prepare(batch[0].Semantics, batch);
        var verdicts = await transaction.ApplyBatchAsync(prepared, CancellationToken.None);
        var next = PositionAfter(batch[^1]);
        await transaction.AdvanceAsync(_position, next, [], CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        _position = next;
        return verdicts;
    }

    public Task<bool> IsAsOpenedAsync() => Node.IsAsOpenedAsync(CancellationToken.None);

    internal Task<Verdict> CheckedAsync(params RowChange[] rows) => ApplyAsync(Change(WriteSemantics.Checked, rows));

    internal Task<Verdict> TrustedAsync(params RowChange[] rows) => ApplyAsync(Change(WriteSemantics.Trusted, rows));

    internal ChangeTransaction Change(WriteSemantics semantics, params RowChange[] rows)
    {
        var offset = _nextOffset++;
        return new ChangeTransaction
        {
            CompletedBy = new LogRecord(offset, 1_700_000_000_000 + offset, null, new byte[] { 1 }, []),
            Semantics = semantics,
            Stamp = new PublisherStamp("test", PublisherKind.Consecutive, offset + 1),
            Source = "source",
            Rows = rows,
        };
    }

    internal static NodePosition PositionAfter(ChangeTransaction change) =>
        new(
            change.Sequence,
            change.Sequence + 1,
            change.CompletedBy.AppendTime,
            RecordFingerprint.Of(change.CompletedBy)
        );

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Rows as text, columns joined by <c>|</c>, in the order asked for.</summary>
    public async Task<string[]> QueryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = Enumerable
                .Range(0, reader.FieldCount)
                .Select(i =>
                    reader.IsDBNull(i)
                        ? "NULL"
                        : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)
                );
            rows.Add(string.Join('|', values));
        }

        return [.. rows];
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static NodeOptions OptionsOf(string kind, string connectionString) =>
        new()
        {
            Id = "n1",
            Kind = kind,
            ConnectionString = connectionString,
        };

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection =
            Options.Kind == NodeKinds.Postgres
                ? new NpgsqlConnection(_owner + ";Pooling=false")
                : new SqliteConnection(_owner + ";Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
