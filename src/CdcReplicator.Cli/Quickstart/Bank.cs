namespace CdcReplicator.Cli;

/// <summary>
/// What the workload believes of a branch's accounts. Transfers move money, so the total never changes; every so often
/// one asks for more than there is, which the check constraint of every node must reject alike.
/// </summary>
internal sealed class Bank(int branch, int accounts, long openingBalance, int seed)
{
    /// <summary>One transfer in this many asks for more than the account holds.</summary>
    public const int OverdraftEvery = 100;

    private const long IdsPerBranch = 1_000_000_000;

    private readonly long[] _balances = [.. Enumerable.Repeat(openingBalance, accounts)];
    private readonly Random _random = new(seed);
    private long _made;

    /// <summary>The branch's account numbers.</summary>
    public IEnumerable<long> AccountIds => Enumerable.Range(0, _balances.Length).Select(Account);

    /// <summary>What its accounts hold together, for ever.</summary>
    public long Total { get; } = openingBalance * accounts;

    /// <summary>The next transfer; its effect on the balances is taken for granted unless it overdraws.</summary>
    public Transfer Next()
    {
        _made++;
        var (from, to) = PickTwo();
        var overdraws = _made % OverdraftEvery == 0;
        var amount = overdraws ? _balances[from] + 1 : Math.Min(_balances[from], 1 + _random.Next(100));
        var transfer = new Transfer(
            (branch * IdsPerBranch) + _made,
            Account(from),
            Account(to),
            amount,
            _balances[from],
            _balances[to]
        );
        if (!overdraws)
        {
            _balances[from] -= amount;
            _balances[to] += amount;
        }

        return transfer;
    }

    private (int From, int To) PickTwo()
    {
        var from = _random.Next(_balances.Length);
        return (from, (from + 1 + _random.Next(_balances.Length - 1)) % _balances.Length);
    }

    private long Account(int index) => (branch * IdsPerBranch) + index + 1;
}
