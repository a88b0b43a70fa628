using CdcReplicator.Bench;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class WorkloadTests
{
    private const int Seed = 42;
    private const int Count = 3000;

    public static TheoryData<string> Names => [.. WorkloadCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Transactions_SameSeed_AreTheSame(string name)
    {
        var first = Text(Create(name, Seed));
        var second = Text(Create(name, Seed));

        Assert.Equal(Count, first.Count);
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transactions_TakenTwice_AreTheSame(string name)
    {
        var workload = Create(name, Seed);

        Assert.Equal(Text(workload), Text(workload));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transactions_OtherSeed_Differ(string name) =>
        Assert.NotEqual(Text(Create(name, Seed)), Text(Create(name, Seed + 1)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Transactions_Always_AreWhatACheckedNodeAccepts(string name)
    {
        var rows = SeedKeys(Create(name, Seed));
        foreach (var change in Create(name, Seed).Transactions(Count).SelectMany(transaction => transaction))
        {
            var isDelete = change.Operation == ChangeOperation.Delete;
            Assert.Equal(isDelete ? 1 : change.Table.Definition.Columns.Count, change.Row.Length);
            if (change.Table.HasKey)
            {
                var key = (change.Table.Name, change.Key);
                Assert.Equal(change.Operation != ChangeOperation.Create, rows.Contains(key));
                Assert.True(isDelete ? rows.Remove(key) : rows.Add(key) || change.Operation == ChangeOperation.Update);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FinalState_AnyWorkload_IsTheFoldOfItsChanges(string name)
    {
        var expected = Fold(Create(name, Seed));
        var final = new FinalState(Create(name, Seed), Count);

        Assert.Equal(expected, final.Rows().Select(row => Text(row.Table, row.Values)).Order().ToList());
        Assert.Equal(Create(name, Seed).Transactions(Count).Sum(transaction => transaction.Count), final.Changes);
    }

    [Fact]
    public void Mixed_ManyTransactions_HasTheSharesItPromises()
    {
        const int Many = 20_000;
        var operations = Create("mixed", Seed)
            .Transactions(Many)
            .Select(transaction => Assert.Single(transaction).Operation)
            .CountBy(operation => operation)
            .ToDictionary();

        Assert.InRange(operations[ChangeOperation.Create], Many * 0.68, Many * 0.72);
        Assert.InRange(operations[ChangeOperation.Update], Many * 0.18, Many * 0.22);
        Assert.InRange(operations[ChangeOperation.Delete], Many * 0.08, Many * 0.12);
    }

    [Fact]
    public void Tables_OfWideAndConstrained_AreAsDocumented()
    {
        Assert.Equal(60, Create("wide", Seed).Tables[0].Definition.Columns.Count);
        var constrained = Create("constrained", Seed).Tables[1].Ddl();
        Assert.Contains("CONSTRAINT contracts_code UNIQUE (code)", constrained, StringComparison.Ordinal);
        Assert.Contains("REFERENCES customers (id)", constrained, StringComparison.Ordinal);
    }

    [Fact]
    public void Constrained_AnyTransactions_NeverRepeatACode()
    {
        var codes = Create("constrained", Seed)
            .Transactions(Count)
            .Select(transaction => transaction[0])
            .Where(change => change.Operation != ChangeOperation.Delete)
            .Select(change => change.Row[2].AsText())
            .ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    private static Workload Create(string name, int seed) => WorkloadCatalog.Create(name, seed, scale: 1);

    private static List<string> Text(Workload workload) =>
        [
            .. workload
                .Transactions(Count)
                .Select(transaction =>
                    string.Join(';', transaction.Select(change => change.Operation + Text(change.Table, change.Row)))
                ),
        ];

    private static string Text(BenchTable table, DataValue[] row) => $"{table.Name}({string.Join(',', row)})";

    private static HashSet<(string, long)> SeedKeys(Workload workload) =>
        [
            .. workload
                .SeedRows()
                .Where(row => row.Table.HasKey)
                .Select(row => (row.Table.Name, row.Values[0].AsInt64())),
        ];

    /// <summary>One change after the other, on rows that are all held.</summary>
    private static List<string> Fold(Workload workload)
    {
        var keyed = workload
            .SeedRows()
            .ToDictionary(row => (row.Table.Name, row.Values[0].AsInt64()), row => Text(row.Table, row.Values));
        var keyless = new List<string>();
        foreach (var change in workload.Transactions(Count).SelectMany(transaction => transaction))
        {
            if (!change.Table.HasKey)
            {
                keyless.Add(Text(change.Table, change.Row));
            }
            else if (change.Operation == ChangeOperation.Delete)
            {
                keyed.Remove((change.Table.Name, change.Key));
            }
            else
            {
                keyed[(change.Table.Name, change.Key)] = Text(change.Table, change.Row);
            }
        }

        return [.. keyed.Values.Concat(keyless).Order()];
    }
}
