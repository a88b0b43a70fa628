using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What an error code of a database means.</summary>
/// <param name="Reason">The verdict, if the error is about the data; else null.</param>
/// <param name="IsTransient">If not a verdict: whether trying again by itself may help.</param>
/// <param name="Remedy">What to do, an imperative sentence.</param>
internal readonly record struct DatabaseVerdict(RejectionReason? Reason, bool IsTransient, string Remedy)
{
    /// <summary>The data decides.</summary>
    public static DatabaseVerdict Rejects(RejectionReason reason) =>
        new(reason, false, "Correct the row, or the node's constraints.");

    /// <summary>A retry may help.</summary>
    public static DatabaseVerdict Transient(string remedy) => new(null, true, remedy);

    /// <summary>A person is needed.</summary>
    public static DatabaseVerdict Fatal(string remedy) => new(null, false, remedy);
}
