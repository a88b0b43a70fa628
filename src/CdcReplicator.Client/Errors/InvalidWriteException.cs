namespace CdcReplicator;

/// <summary>A change that cannot be right. Thrown before anything is published.</summary>
public sealed class InvalidWriteException(
    TableName? table,
    string? column,
    string problem,
    string remedy,
    Exception? inner = null
) : ReplicationException(problem, remedy, inner)
{
    /// <summary>The table, if one is to blame.</summary>
    public TableName? Table { get; } = table;

    /// <summary>The column, if one is to blame.</summary>
    public string? Column { get; } = column;
}
