namespace CdcReplicator.Cluster;

/// <summary>Who gives orders.</summary>
/// <param name="User">The account on the machine, and whose it was before <c>sudo</c>.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Principal">By whose name the brokers were logged in to; null where there is no login.</param>
/// <param name="From">The way it came: <c>cli</c>.</param>
internal sealed record OrderGiver(string User, string Host, string? Principal, string From);
