namespace CdcReplicator.Bench;

/// <summary>The cases of <c>bench balance</c>: what is the matter with the third node.</summary>
internal static class BalanceCase
{
    /// <summary>It takes 20 times as long.</summary>
    public const string Slow = "slow";

    /// <summary>It refuses at once, and nobody has said so yet.</summary>
    public const string Failing = "failing";

    /// <summary>It was away, returns after a third of the time, and is cold for a while.</summary>
    public const string Cold = "cold";

    public static IReadOnlyList<string> All { get; } = [Slow, Failing, Cold];
}
