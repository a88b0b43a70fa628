using BenchmarkDotNet.Attributes;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// A checked transaction that is decided at once, and one of twenty times as many rows, which is decided in pieces.
/// Times and bytes are those of one row.
/// </summary>
[MemoryDiagnoser]
public class LongTransactionBenchmarks
{
    private const int Short = 49_000;
    private const int Long = 1_000_000;
    private const string Ddl = "CREATE TABLE t (id bigint PRIMARY KEY, amount bigint NOT NULL, note text)";

    private static readonly RowShape Shape = new(["id", "amount", "note"]);
    private static readonly RowShape KeyShape = new(["id"]);
    private static readonly DataValue Note = DataValue.Text("forty bytes of text that say nothing new.");

    private PostgresServer? _server;
    private DirectoryInfo? _folder;
    private INode? _node;
    private string _connectionString = "";
    private long _next;

    /// <summary>Which kind of node.</summary>
    [Params(NodeKinds.Postgres, NodeKinds.Sqlite)]
    public string Kind { get; set; } = "";

    /// <summary>What each row does.</summary>
    [Params(nameof(ChangeOperation.Create), nameof(ChangeOperation.Update))]
    public string Change { get; set; } = "";

    private ChangeOperation Operation => Enum.Parse<ChangeOperation>(Change);

    /// <summary>Makes the node, with rows where they are updated.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        if (Kind == NodeKinds.Postgres)
        {
            _server = await PostgresServer.StartAsync(new(), TimeProvider.System, CancellationToken.None);
            _connectionString = _server.ConnectionString();
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("cdc-replicator-long-");
            _connectionString = $"Data Source={Path.Combine(_folder.FullName, "node.db")}";
        }

        await ExecuteAsync(Ddl);
        if (Operation == ChangeOperation.Update)
        {
            await ExecuteAsync(
                $"""
                WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Long - 1})
                INSERT INTO t SELECT i, 0, 'forty bytes of text that say nothing new.' FROM n
                """
            );
        }

        var options = new NodeOptions
        {
            Id = "n",
            Kind = Kind,
            ConnectionString = _connectionString,
        };
        _node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        await _node.OpenAsync(ClusterSettings.NewLog(), CancellationToken.None);
    }

    /// <summary>Ends the node.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _node!.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    /// <summary>Takes away what was created.</summary>
    [IterationCleanup]
    public void Empty()
    {
        if (Operation == ChangeOperation.Create)
        {
            ExecuteAsync(Kind == NodeKinds.Postgres ? "TRUNCATE t" : "DELETE FROM t").GetAwaiter().GetResult();
        }
    }

    /// <summary>Decided at once.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Short)]
    public Task Once() => ApplyAsync(Short);

    /// <summary>Decided in pieces.</summary>
    [Benchmark(OperationsPerInvoke = Long)]
    public Task Pieces() => ApplyAsync(Long);

    private async Task ApplyAsync(int rows)
    {
        var sequence = _next++;
        var change = new ChangeTransaction
        {
            CompletedBy = new LogRecord(sequence, sequence, null, new byte[] { 1 }, []),
            Semantics = WriteSemantics.Checked,
            Rows = Rows(rows),
        };
        await using var transaction = await _node!.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        var batch = _node.Prepare(WriteSemantics.Checked, [change]);
        var verdicts = await transaction.ApplyBatchAsync(batch, CancellationToken.None);
        if (!verdicts[0].IsAccepted)
        {
            throw new InvalidOperationException(verdicts[0].ToString());
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Made as they are read, as rows are that wait on disk.</summary>
    private IEnumerable<RowChange> Rows(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = DataValue.Integer(i);
            yield return new RowChange
            {
                Table = new TableName("public", "t"),
                Operation = Operation,
                Key = new RowImage(KeyShape, [id]),
                After = new RowImage(Shape, [id, DataValue.Integer(_next), Note]),
            };
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection =
            Kind == NodeKinds.Postgres
                ? new NpgsqlConnection(_connectionString + ";Pooling=false")
                : new SqliteConnection(_connectionString + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
