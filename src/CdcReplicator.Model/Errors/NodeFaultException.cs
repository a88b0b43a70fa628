namespace CdcReplicator.Model;

/// <summary>A node failed for a reason that is not a verdict: connection, disk, deadlock, permission, schema.</summary>
internal sealed class NodeFaultException(
    string problem,
    string remedy,
    bool isTransient,
    string? code,
    Exception? inner = null
) : ReplicationException(problem, remedy, inner)
{
    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;

    /// <summary>SQLSTATE or extended SQLite result code that decided the class, if there was one.</summary>
    public string? Code { get; } = code;

    /// <summary>Whether the database is a copy of one that is in use under the same name.</summary>
    public bool IsCopy { get; init; }
}
