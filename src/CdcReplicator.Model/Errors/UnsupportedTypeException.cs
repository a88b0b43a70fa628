namespace CdcReplicator.Model;

/// <summary>A column's type cannot be carried; said at set-up, by name.</summary>
internal sealed class UnsupportedTypeException : ReplicationException
{
    /// <summary>A node that has such a column halts until the column is changed.</summary>
    public UnsupportedTypeException(string problem, string remedy)
        : base(problem, remedy) => MayHeal = true;
}
