namespace CdcReplicator.Nodes;

/// <summary>Records rejected transactions by one statement for many.</summary>
internal sealed class PostgresRejectionRecorder(NodeSession session, ISqlDialect dialect) : IRejectionRecorder
{
    // A key may be long, and a parameter is one value in memory.
    private const int AtOnce = 1000;

    private readonly string _insert =
        $"INSERT INTO {dialect.StateTable(StateSchema.Rejections)} "
        + $"({string.Join(", ", RejectionRows.Columns.Select(column => column.Name))}) "
        + "SELECT * FROM json_to_recordset($1::json) AS r "
        + $"({string.Join(", ", RejectionRows.Columns.Select(column => $"{column.Name} {column.Type}"))})";

    /// <inheritdoc/>
    public async Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken)
    {
        foreach (var some in rejected.Chunk(AtOnce))
        {
            await session
                .ExecuteAsync(_insert, [StateTypes.Of(RejectionRows.Write(some))], cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
