using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// What pgbench's TPC-B-like script changes: an account, a teller and a branch are updated and a line of history, a
/// table without a key, is inserted. https://www.postgresql.org/docs/15/pgbench.html
/// </summary>
/// <param name="seed">Seed of every random choice.</param>
/// <param name="scale">Branches; each has 100,000 accounts and 10 tellers.</param>
internal sealed class TpcbWorkload(int seed, int scale) : Workload(seed)
{
    /// <summary>Default scale.</summary>
    public const int DefaultScale = 10;

    private const int AccountsPerBranch = 100_000;
    private const int TellersPerBranch = 10;
    private const int MaxDelta = 5000;
    private const long MicrosBetween = 250;

    /// <summary>2026-01-01, microseconds since the Unix epoch.</summary>
    private const long StartMicros = 1_767_225_600_000_000;

    private static readonly DataValue LongFiller = DataValue.Text(new string(' ', 84));
    private static readonly DataValue BranchFiller = DataValue.Text(new string(' ', 88));

    private readonly TpcbTables _tables = new();

    /// <summary>Its name on the command line.</summary>
    public const string WorkloadName = "tpcb";

    public override string Name => WorkloadName;

    public override IReadOnlyList<BenchTable> Tables => _tables.All;

    public override IEnumerable<WorkloadRow> SeedRows()
    {
        for (var bid = 1; bid <= scale; bid++)
        {
            yield return new WorkloadRow(_tables.Branches, Branch(bid, 0));
        }

        for (var tid = 1; tid <= scale * TellersPerBranch; tid++)
        {
            yield return new WorkloadRow(_tables.Tellers, Teller(tid, 0));
        }

        for (var aid = 1; aid <= scale * AccountsPerBranch; aid++)
        {
            yield return new WorkloadRow(_tables.Accounts, Account(aid, 0));
        }
    }

    public override IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count)
    {
        var random = NewRandom();
        var branches = new int[scale + 1];
        var tellers = new int[(scale * TellersPerBranch) + 1];
        var accounts = new int[(scale * AccountsPerBranch) + 1];
        for (var i = 0L; i < count; i++)
        {
            var aid = random.Next(1, accounts.Length);
            var bid = random.Next(1, branches.Length);
            var tid = random.Next(1, tellers.Length);
            var delta = random.Next(-MaxDelta, MaxDelta + 1);
            yield return
            [
                WorkloadChange.Update(_tables.Accounts, Account(aid, accounts[aid] += delta)),
                WorkloadChange.Update(_tables.Tellers, Teller(tid, tellers[tid] += delta)),
                WorkloadChange.Update(_tables.Branches, Branch(bid, branches[bid] += delta)),
                WorkloadChange.Create(_tables.History, History(tid, bid, aid, delta, i)),
            ];
        }
    }

    private static DataValue[] Branch(int bid, int balance) =>
        [DataValue.Integer(bid), DataValue.Integer(balance), BranchFiller];

    private static DataValue[] Teller(int tid, int balance) =>
        [
            DataValue.Integer(tid),
            DataValue.Integer(((tid - 1) / TellersPerBranch) + 1),
            DataValue.Integer(balance),
            LongFiller,
        ];

    private static DataValue[] Account(int aid, int balance) =>
        [
            DataValue.Integer(aid),
            DataValue.Integer(((aid - 1) / AccountsPerBranch) + 1),
            DataValue.Integer(balance),
            LongFiller,
        ];

    private static DataValue[] History(int tid, int bid, int aid, int delta, long i) =>
        [
            DataValue.Integer(tid),
            DataValue.Integer(bid),
            DataValue.Integer(aid),
            DataValue.Integer(delta),
            DataValue.Micros(DataKind.Timestamp, StartMicros + (i * MicrosBetween)),
            DataValue.Null,
        ];
}
