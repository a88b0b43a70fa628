using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// A batch met other rows than it was decided for. It is undone and applied one by one, which knows what to say of it.
/// </summary>
internal sealed class BatchConflictException(TableName table)
    : Exception($"Rows of {table} are not as they were when a batch was decided.")
{
    /// <summary>
    /// Checked changes have been decided: what they write must be as it was read. Trusted ones make do with what is
    /// there.
    /// </summary>
    /// <exception cref="BatchConflictException">It is not.</exception>
    public static void Require(WriteSemantics semantics, bool asDecided, TableMapping table)
    {
        if (semantics == WriteSemantics.Checked && !asDecided)
        {
            throw new BatchConflictException(table.Name);
        }
    }
}
