using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// As <see cref="MixedWorkload"/>, on a table with a secondary unique index and a foreign key. No change violates them;
/// an applier of checked writes has to find that out.
/// </summary>
internal sealed class ConstrainedWorkload(int seed) : Workload(seed)
{
    private const int Parents = 1000;
    private const int NoteLength = 80;
    private const int Inserts = 70;
    private const int Updates = 20;

    private readonly BenchTable _customers = new("customers", [BenchColumns.Int64("id"), BenchColumns.Text("name")]);

    private readonly BenchTable _contracts = new(
        "contracts",
        [
            BenchColumns.Int64("id"),
            BenchColumns.Int64("customer_id"),
            BenchColumns.Text("code"),
            BenchColumns.Int64("amount"),
            BenchColumns.Text("note"),
        ],
        uniques: [new UniqueConstraint("contracts_code", ["code"])],
        foreignKeys:
        [
            new ForeignKeyConstraint(
                "contracts_customer",
                ["customer_id"],
                new TableName(TableName.DefaultSchema, "customers"),
                ["id"]
            ),
        ]
    );

    public override string Name => "constrained";

    public override IReadOnlyList<BenchTable> Tables => [_customers, _contracts];

    public override IEnumerable<WorkloadRow> SeedRows() =>
        Enumerable
            .Range(1, Parents)
            .Select(id => new WorkloadRow(_customers, [DataValue.Integer(id), DataValue.Text($"customer {id}")]));

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
                dice < Inserts ? WorkloadChange.Create(_contracts, Row(live.Add(), i, random, text))
                : dice < Inserts + Updates ? WorkloadChange.Update(_contracts, Row(live.Pick(random), i, random, text))
                : WorkloadChange.Delete(_contracts, live.Remove(random)),
            ];
        }
    }

    /// <summary>A new code with every version of a row, so that the unique index has work to do.</summary>
    private static DataValue[] Row(long id, long version, Random random, RandomText text) =>
        [
            DataValue.Integer(id),
            DataValue.Integer(random.Next(1, Parents + 1)),
            DataValue.Text($"C{version * 7919 % 1_000_003:000000}-{version}"),
            DataValue.Integer(random.NextInt64(1_000_000)),
            DataValue.Text(text.Next(NoteLength)),
        ];
}
