using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// 70 % inserts, 20 % updates and 10 % deletes by key of rows of about 200 bytes; two secondary indexes, not unique.
/// One change a transaction.
/// </summary>
internal sealed class MixedWorkload(int seed) : Workload(seed)
{
    private const int NoteLength = 160;
    private const int Inserts = 70;
    private const int Updates = 20;

    private readonly BenchTable _orders = new(
        "orders",
        [
            BenchColumns.Int64("id"),
            BenchColumns.Int64("customer_id"),
            BenchColumns.Int32("status"),
            BenchColumns.Int64("amount"),
            BenchColumns.Text("note"),
        ],
        indexes:
        [
            ["customer_id"],
            ["status", "amount"],
        ]
    );

    public override string Name => "mixed";

    public override IReadOnlyList<BenchTable> Tables => [_orders];

    public override IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count)
    {
        var random = NewRandom();
        var text = new RandomText(random);
        var live = new LiveKeys();
        for (var i = 0L; i < count; i++)
        {
            var dice = live.Count == 0 ? 0 : random.Next(100);
            yield return
            [
                dice < Inserts ? WorkloadChange.Create(_orders, Row(live.Add(), random, text))
                : dice < Inserts + Updates ? WorkloadChange.Update(_orders, Row(live.Pick(random), random, text))
                : WorkloadChange.Delete(_orders, live.Remove(random)),
            ];
        }
    }

    private static DataValue[] Row(long id, Random random, RandomText text) =>
        [
            DataValue.Integer(id),
            DataValue.Integer(random.NextInt64(100_000)),
            DataValue.Integer(random.Next(10)),
            DataValue.Integer(random.NextInt64(1_000_000)),
            DataValue.Text(text.Next(NoteLength)),
        ];
}
