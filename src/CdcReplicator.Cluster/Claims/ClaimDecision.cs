namespace CdcReplicator.Cluster;

/// <summary>
/// Whether an applier that claims a node has opened the database that this one works on. A nonce in the database cannot
/// tell: copies have it. Names can, which each applier writes into its database before it claims: what was written
/// after a copy was made is only in one of the two.
/// </summary>
internal static class ClaimDecision
{
    /// <param name="self">This applier.</param>
    /// <param name="own">The version of its claim; null while it works on no database.</param>
    /// <param name="claimant">Who claims.</param>
    /// <param name="version">The version of that claim.</param>
    /// <param name="hasOwnName">Whether this applier's name stands in the database it works on.</param>
    /// <param name="hasTheirName">Whether the claimant's name stands there.</param>
    public static ClaimJudgement Judge(
        string self,
        long? own,
        string claimant,
        long version,
        bool hasOwnName,
        bool hasTheirName
    ) =>
        !Concerns(self, own, claimant, version) ? ClaimJudgement.NotMine
        : !hasOwnName ? ClaimJudgement.Unsure
        : hasTheirName ? ClaimJudgement.SameDatabase
        : ClaimJudgement.OtherDatabase;

    /// <summary>Whether the claim is this applier's to judge.</summary>
    public static bool Concerns(string self, long? own, string claimant, long version) =>
        claimant != self && version > own;
}
