namespace CdcReplicator.Nodes;

/// <summary>
/// Records rejected transactions by COPY; to take them out of one JSON parameter costs more on both sides.
/// </summary>
internal sealed class PostgresRejectionRecorder(NodeSession session, ISqlDialect dialect) : IRejectionRecorder
{
    private const int Null = -1;

    private readonly PostgresCopy _copy = new(session);
    private readonly string _into =
        $"COPY {dialect.StateTable(StateSchema.Rejections)} ({string.Join(", ", RejectionColumns.All)}) "
        + "FROM STDIN (FORMAT BINARY)";

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken) =>
        _copy.SendAsync(
            _into,
            rejected.Count,
            RejectionColumns.All.Count,
            (buffer, row) => Write(buffer, rejected[row]),
            cancellationToken
        );

    private static void Write(CopyBuffer buffer, RejectedTransaction rejected)
    {
        var (transaction, rejection) = rejected;
        Number(buffer, transaction.Sequence);
        Text(buffer, transaction.Stamp?.Publisher);
        Number(buffer, transaction.Stamp?.Number);
        Text(buffer, rejection.Reason.ToString());
        Text(buffer, rejection.Table?.ToString());
        Text(buffer, rejection.Key);
        Text(buffer, rejection.Constraint);
        Text(buffer, rejection.Detail);
        Number(buffer, transaction.CompletedBy.AppendTime);
    }

    private static void Number(CopyBuffer buffer, long? value)
    {
        if (value is not { } number)
        {
            buffer.Int32(Null);
            return;
        }

        buffer.Int32(sizeof(long));
        buffer.Int64(number);
    }

    private static void Text(CopyBuffer buffer, string? value)
    {
        if (value is null)
        {
            buffer.Int32(Null);
            return;
        }

        buffer.Text(value);
    }
}
