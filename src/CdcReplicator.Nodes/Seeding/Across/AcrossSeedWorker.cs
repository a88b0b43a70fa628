using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Carries canonical values from one kind of node to the other, a table in one transaction. It compares nothing: that
/// would read the whole donor, as copying does.
/// </summary>
/// <param name="donor">The donor's spelling.</param>
/// <param name="snapshot">Its snapshot.</param>
/// <param name="target">The target.</param>
/// <param name="tables">The target's tables: one that stood there may be declared otherwise.</param>
internal sealed class AcrossSeedWorker(
    ISqlDialect donor,
    ISeedSnapshot snapshot,
    SeedTargetSession target,
    IReadOnlyDictionary<TableName, TableDefinition> tables
) : ISeedWorker
{
    private const int RowsTogether = 200;

    /// <inheritdoc/>
    public SeedTargetSession Target => target;

    /// <inheritdoc/>
    public async Task<SeedCopied> CopyAsync(SeedChunk chunk, CancellationToken cancellationToken)
    {
        var table = chunk.Table;
        var dialect = target.Database.Dialect;
        ColumnDefinition[] columns = [.. table.Definition.Columns.Where(column => !column.Generated)];
        ColumnType[] types = [.. columns.Select(column => column.Type)];
        ColumnType[] targets = [.. columns.Select(column => tables[table.Name].FindColumn(column.Name)!.Type)];
        var read = columns.Select(column => donor.Binding.SelectExpression(donor.Quote(column.Name), column.Type));
        var places = targets.Select((type, i) => dialect.Binding.ParameterExpression($"${i + 1}", type));
        var names = string.Join(", ", columns.Select(column => dialect.Quote(column.Name)));
        var insert = $"INSERT INTO {table.Destination} ({names}) VALUES ({string.Join(", ", places)})";
        var rows = 0L;
        var values = snapshot.Session.RowsAsync(
            $"SELECT {string.Join(", ", read)} FROM {table.Source}",
            [],
            types,
            cancellationToken
        );
        await foreach (var row in values.ConfigureAwait(false))
        {
            BoundValue[] bound = [.. row.Select((value, i) => new BoundValue(value, targets[i]))];
            await target.Session.QueueAsync(insert, bound, cancellationToken).ConfigureAwait(false);
            if (++rows % RowsTogether == 0)
            {
                await target.Session.ReadyAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return new SeedCopied(chunk.Range, rows, 0);
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        snapshot.Session.AnyAsync("SELECT 1", [], cancellationToken);

    /// <inheritdoc/>
    public Task SumDonorAsync(
        SeedChunk chunk,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    ) => throw NotCompared();

    /// <inheritdoc/>
    public Task SumTargetAsync(
        SeedCopyTable table,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    ) => throw NotCompared();

    /// <inheritdoc/>
    public Task DeleteAsync(
        SeedCopyTable table,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    ) => throw NotCompared();

    /// <inheritdoc/>
    public Task<SeedCopied> CopyAsync(
        SeedChunk chunk,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    ) => throw NotCompared();

    /// <inheritdoc/>
    public Task EmptyAsync(SeedCopyTable table, CancellationToken cancellationToken) => throw NotCompared();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => target.DisposeAsync();

    private static NotSupportedException NotCompared() =>
        new("Nodes of two kinds are not compared while one is filled from the other.");
}
