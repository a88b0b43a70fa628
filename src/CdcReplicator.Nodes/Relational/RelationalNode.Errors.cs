namespace CdcReplicator.Nodes;

/// <content>What errors say of the data.</content>
internal sealed partial class RelationalNode
{
    /// <summary>A refused value's error, with its column if the database knows it.</summary>
    public async Task<DatabaseError> InColumnAsync(DatabaseError error, RowWriter writer, CancellationToken stop) =>
        error.Verdict.Reason == RejectionReason.InvalidValue
        && await writer.FindRefusedColumnAsync(Database, stop).ConfigureAwait(false) is { } column
            ? error.InColumn(column)
            : error;

    /// <summary>What a driver's exception says of the data; null if it is about something else.</summary>
    public DatabaseError? VerdictOf(Exception exception) =>
        Database.IsDriverError(exception) && Database.Explain(exception) is { Verdict.Reason: not null } verdict
            ? verdict
            : null;
}
