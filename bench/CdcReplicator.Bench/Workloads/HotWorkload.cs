using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>Updates over 1,000 rows, one a transaction.</summary>
internal sealed class HotWorkload(int seed) : Workload(seed)
{
    private const int Rows = 1000;
    private const int NoteLength = 100;

    private readonly BenchTable _counters = new(
        "counters",
        [BenchColumns.Int64("id"), BenchColumns.Int64("value"), BenchColumns.Text("note")]
    );

    public override string Name => "hot";

    public override IReadOnlyList<BenchTable> Tables => [_counters];

    public override IEnumerable<WorkloadRow> SeedRows()
    {
        var text = new RandomText(NewRandom());
        for (var id = 1L; id <= Rows; id++)
        {
            yield return new WorkloadRow(_counters, Row(id, 0, text));
        }
    }

    public override IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count)
    {
        var random = NewRandom();
        var text = new RandomText(random);
        var values = new long[Rows + 1];
        for (var i = 0L; i < count; i++)
        {
            var id = random.Next(1, Rows + 1);
            yield return [WorkloadChange.Update(_counters, Row(id, ++values[id], text))];
        }
    }

    private static DataValue[] Row(long id, long value, RandomText text) =>
        [DataValue.Integer(id), DataValue.Integer(value), DataValue.Text(text.Next(NoteLength))];
}
