using BenchmarkDotNet.Attributes;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Benchmarks;

/// <summary>Rows from their records to the net effect of a batch. Times and bytes are those of one row.</summary>
[MemoryDiagnoser]
public class PlanBenchmarks
{
    private const int Records = 4096;
    private LogRecord[] _records = [];
    private RowChange[] _changes = [];
    private RecordDecoder? _decoder;
    private TrustedPlanner? _planner;

    /// <summary>Which records.</summary>
    [Params(RecordForm.Insert, RecordForm.Update, RecordForm.Pgbench, RecordForm.Wide)]
    public RecordForm Form { get; set; }

    /// <summary>Makes the records, and plans them once.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        var (records, registry) = await SampleRecords.MakeAsync(Form, Records);
        _records = records;
        _decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        var changes = new List<RowChange>(records.Length);
        foreach (var record in records)
        {
            changes.Add((await _decoder.DecodeAsync(record, CancellationToken.None)).Row.Change);
        }

        _changes = [.. changes];
        var tables = SampleTables.All.Select(table => new CatalogTable(table, true, [], TableFacts.Plain));
        _planner = new TrustedPlanner(
            new NodeCatalog(tables, new PostgresDialect(new PostgresValueBinding()), new IgnoreList([]))
        );
    }

    /// <summary>Plans rows that are decoded already.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public long Plan()
    {
        _planner!.Clear();
        foreach (var change in _changes)
        {
            Take(change);
        }

        return _planner.Rows;
    }

    /// <summary>Decodes and plans.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeAndPlan()
    {
        _planner!.Clear();
        foreach (var record in _records)
        {
            if (_decoder!.TryDecode(record, out var logEvent))
            {
                Take(logEvent.Row.Change);
            }
        }

        return _planner.Rows;
    }

    private void Take(in RowChange change)
    {
        if (!_planner!.TryAdd(change, "source"))
        {
            throw new InvalidOperationException($"A change of {change.Table} cannot be planned.");
        }
    }
}
