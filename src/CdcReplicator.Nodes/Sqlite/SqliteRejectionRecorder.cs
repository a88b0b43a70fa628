namespace CdcReplicator.Nodes;

/// <summary>
/// Records rejected transactions by one prepared statement each. In the same process that costs no way there and back;
/// to take many out of one JSON parameter costs more.
/// </summary>
internal sealed class SqliteRejectionRecorder(SqliteStatements statements, string table) : IRejectionRecorder
{
    private readonly string _insert =
        $"INSERT INTO {table} ({string.Join(", ", RejectionColumns.All)}) "
        + $"VALUES ({string.Join(", ", RejectionColumns.All.Select((_, i) => $"${i + 1}"))})";

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        var insert = statements.Of(_insert);
        foreach (var (transaction, rejection) in rejected)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stamp = transaction.Stamp;
            insert.Bind(1, SqliteStoredValue.Integer(transaction.Sequence));
            insert.Bind(2, Text(stamp?.Publisher));
            insert.Bind(3, stamp is { } known ? SqliteStoredValue.Integer(known.Number) : SqliteStoredValue.Null);
            insert.Bind(4, Text(rejection.Reason.ToString()));
            insert.Bind(5, Text(rejection.Table?.ToString()));
            insert.Bind(6, Text(rejection.Key));
            insert.Bind(7, Text(rejection.Constraint));
            insert.Bind(8, Text(rejection.Detail));
            insert.Bind(9, SqliteStoredValue.Integer(transaction.CompletedBy.AppendTime));
            insert.Execute();
        }

        return Task.CompletedTask;
    }

    private static SqliteStoredValue Text(string? value) =>
        value is null ? SqliteStoredValue.Null : SqliteStoredValue.Text(value);
}
