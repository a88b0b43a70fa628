namespace CdcReplicator.Cli;

/// <summary>
/// The bank's branches: each has accounts and transfer numbers of its own and one teller, so that tellers work at the
/// same time without treading on each other's expectations.
/// </summary>
internal sealed class Branches
{
    private const int AccountsEach = 25;
    private const long OpeningBalance = 1_000;
    private const int RatePerTeller = 50;
    private const int MaxTellers = 32;

    private readonly IReadOnlyList<Bank> _banks;

    private Branches(IReadOnlyList<Bank> banks)
    {
        _banks = banks;
    }

    /// <summary>How often each teller writes when they share a rate.</summary>
    public TimeSpan IntervalAt(int rate) => TimeSpan.FromSeconds((double)_banks.Count / rate);

    /// <summary>What all accounts hold together, for ever.</summary>
    public long Total => _banks.Sum(bank => bank.Total);

    /// <summary>As many branches as the rate needs.</summary>
    public static Branches Create(int rate, int seed)
    {
        var count = Math.Clamp((rate + RatePerTeller - 1) / RatePerTeller, 2, MaxTellers);
        return new Branches([
            .. Enumerable.Range(0, count).Select(i => new Bank(i, AccountsEach, OpeningBalance, seed + i)),
        ]);
    }

    /// <summary>
    /// Opens all accounts, one transaction a branch. These are the workload's first writes, and metered as such.
    /// </summary>
    public async Task OpenAsync(CdcCluster cluster, WriteGapMeter gaps, CancellationToken cancellationToken)
    {
        foreach (var bank in _banks)
        {
            await cluster.WriteAsync(
                transaction =>
                {
                    foreach (var id in bank.AccountIds)
                    {
                        transaction.Insert(
                            DemoSchema.Accounts,
                            new
                            {
                                id,
                                owner = $"customer {id}",
                                balance = OpeningBalance,
                            }
                        );
                    }
                },
                Durability.Logged,
                cancellationToken
            );
            gaps.Acknowledged();
        }
    }

    /// <summary>A teller for each branch; they share the rate.</summary>
    public IReadOnlyList<Teller> Hire(CdcCluster cluster, int rate, WriteGapMeter gaps, TimeProvider time) =>
        [.. _banks.Select(bank => new Teller(cluster, bank, (double)rate / _banks.Count, gaps, time))];
}
