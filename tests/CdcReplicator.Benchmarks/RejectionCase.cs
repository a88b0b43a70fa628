using CdcReplicator.Debezium;

namespace CdcReplicator.Benchmarks;

/// <summary>A reason to be rejected, with rows that are accepted to compare with.</summary>
/// <param name="Name">The reason, for people.</param>
/// <param name="Accepted">An accepted row, by a number that is used once.</param>
/// <param name="Rejected">A rejected one, by a number that is used once.</param>
internal sealed record RejectionCase(string Name, Func<long, TableChange> Accepted, Func<long, TableChange> Rejected);
