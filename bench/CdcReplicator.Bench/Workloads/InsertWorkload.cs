using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>One row of 150 bytes a transaction, key rising.</summary>
internal sealed class InsertWorkload(int seed) : Workload(seed)
{
    /// <summary>
    /// Makes a row 150 bytes with the three numbers and the status (8 + 8 + 4 + 8) and the lengths of the texts.
    /// </summary>
    private const int NoteLength = 120;

    private static readonly string[] Statuses = ["new     ", "paid    ", "shipped ", "returned"];

    /// <summary>The table.</summary>
    public static BenchTable Items { get; } =
        new(
            "items",
            [
                BenchColumns.Int64("id"),
                BenchColumns.Int64("customer_id"),
                BenchColumns.Int32("quantity"),
                BenchColumns.Text("status"),
                BenchColumns.Text("note"),
            ]
        );

    public override string Name => "insert";

    public override IReadOnlyList<BenchTable> Tables { get; } = [Items];

    public override bool OnlyInserts => true;

    public override IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count)
    {
        var random = NewRandom();
        var text = new RandomText(random);
        for (var id = 1L; id <= count; id++)
        {
            yield return [WorkloadChange.Create(Items, Row(id, random, text))];
        }
    }

    private static DataValue[] Row(long id, Random random, RandomText text) =>
        [
            DataValue.Integer(id),
            DataValue.Integer(random.NextInt64(1_000_000)),
            DataValue.Integer(random.Next(1, 1000)),
            DataValue.Text(Statuses[random.Next(Statuses.Length)]),
            DataValue.Text(text.Next(NoteLength)),
        ];
}
