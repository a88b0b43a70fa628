namespace CdcReplicator.Nodes;

/// <summary>What an error code of a database means.</summary>
/// <param name="Reason">The verdict, if the error is about the data; else null.</param>
/// <param name="IsTransient">If not a verdict: whether trying again by itself may help.</param>
/// <param name="MayHeal">If neither: whether the node goes on by itself once somebody has put it right.</param>
/// <param name="Remedy">What to do, an imperative sentence.</param>
internal readonly record struct DatabaseVerdict(RejectionReason? Reason, bool IsTransient, bool MayHeal, string Remedy)
{
    /// <summary>
    /// The data decides. On a trusted change it is a fault, which heals with the node's constraints or rows.
    /// </summary>
    public static DatabaseVerdict Rejects(RejectionReason reason) =>
        new(reason, false, true, "Correct the row, or the node's constraints.");

    /// <summary>A retry may help.</summary>
    public static DatabaseVerdict Transient(string remedy) => new(null, true, false, remedy);

    /// <summary>A person has to mend the node (its tables, rights, files); it notices by itself.</summary>
    public static DatabaseVerdict Mendable(string remedy) => new(null, false, true, remedy);

    /// <summary>A person is needed, and trying again before would do no good: a refused login, damaged data.</summary>
    public static DatabaseVerdict Fatal(string remedy) => new(null, false, false, remedy);
}
