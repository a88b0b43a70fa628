using System.Globalization;
using System.Runtime.CompilerServices;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Publishes the present content of the first node as the beginning of the log, so that nodes can be built from the log
/// alone. The node itself applies it, too: rows are upserts, so what it has stays as it is, and its position, its
/// publishers and its log time are what they are on every node.
/// </summary>
internal sealed class InitialPublishing(ClusterConnection connection, TimeProvider time)
{
    /// <summary>Rows of one transaction.</summary>
    internal const int RowsOfAChunk = 1000;

    private readonly InitialStore _said = new(connection.Log.Metadata);
    private readonly string _publisher = $"{WellKnown.OneTimePublisherPrefix}initial-{Guid.NewGuid():N}";
    private readonly SdkTransactionEncoder _encoder = new(connection.Schemas, connection.Name);
    private long _number;

    /// <summary>Refuses, before anything is written, what cannot begin the log.</summary>
    /// <exception cref="BadInputException">The log is not empty, or there are other members.</exception>
    public async Task RequirePossibleAsync(string nodeId, CancellationToken cancellationToken)
    {
        var bounds = await connection.Log.GetBoundsAsync(cancellationToken);
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var said = await _said.FindAsync(cancellationToken);
        if (InitialDecision.Problem(nodeId, bounds, members, said) is { } problem)
        {
            throw new BadInputException([problem]);
        }
    }

    /// <summary>Publishes all rows of a node; no applier may have it open.</summary>
    /// <param name="node">The node; not disposed.</param>
    /// <param name="progress">Told after each transaction: the table, and all rows so far.</param>
    /// <param name="cancellationToken">Ends it; what is in the log then passes for nothing.</param>
    /// <returns>How many rows.</returns>
    /// <exception cref="BadInputException">The node has a position, or tables without a key.</exception>
    public async Task<long> PublishAsync(
        INode node,
        Action<TableName, long> progress,
        CancellationToken cancellationToken
    )
    {
        var opening = await node.OpenAsync(connection.Log.Settings, cancellationToken);
        if (InitialDecision.Problem(opening) is { } problem)
        {
            throw new BadInputException([problem]);
        }

        // While the log is empty: from its first record on nothing would explain the node's rows.
        if (!await node.IsAsOpenedAsync(cancellationToken))
        {
            throw new ReplicationException($"The tables of '{node.Id}' were just changed.", "Run it again.");
        }

        await SayAsync(node.Id, isWhole: false, cancellationToken);
        var rows = 0L;
        await using (var snapshot = await node.OpenSnapshotAsync(cancellationToken))
        {
            foreach (var table in InOrder(opening.Tables))
            {
                rows = await PublishAsync(snapshot, table, rows, progress, cancellationToken);
            }
        }

        await SayAsync(node.Id, isWhole: true, cancellationToken);
        return rows;
    }

    /// <summary>
    /// What is referenced before what refers to it. The rows of partitions are read with those of their table.
    /// </summary>
    private static IEnumerable<TableDefinition> InOrder(IReadOnlyList<TableDefinition> tables)
    {
        var ranks = TableRanks.Of(tables);
        return tables
            .Where(table => table.PartitionOf is not { } parent || !ranks.ContainsKey(parent))
            .OrderBy(table => ranks[table.Name])
            .ThenBy(table => table.Name.ToString(), StringComparer.Ordinal);
    }

    private async Task<long> PublishAsync(
        INodeSnapshot snapshot,
        TableDefinition table,
        long before,
        Action<TableName, long> progress,
        CancellationToken cancellationToken
    )
    {
        ColumnDefinition[] columns = [.. table.Columns.Where(column => !column.Generated)];
        var shape = new RowShape([.. columns.Select(column => column.Name)]);
        var (rows, chunk) = (before, new List<TableChange>());
        await foreach (var values in RowsAsync(snapshot, table, columns, cancellationToken))
        {
            var change = new RowChange
            {
                Table = table.Name,
                Operation = ChangeOperation.Read,
                After = new RowImage(shape, values),
            };
            chunk.Add(new TableChange(table, change));
            rows++;
            if (chunk.Count == RowsOfAChunk)
            {
                await AppendAsync(chunk, cancellationToken);
                progress(table.Name, rows);
                chunk.Clear();
            }
        }

        if (chunk.Count > 0)
        {
            await AppendAsync(chunk, cancellationToken);
            progress(table.Name, rows);
        }

        return rows;
    }

    private static async IAsyncEnumerable<DataValue[]> RowsAsync(
        INodeSnapshot snapshot,
        TableDefinition table,
        IReadOnlyList<ColumnDefinition> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ColumnDefinition[] read = [.. RowDigester.ColumnsOf(table)];
        int[] places = [.. columns.Select(column => Array.IndexOf(read, column))];
        var refersToItself = table.ForeignKeys.Any(key => key.References == table.Name);
        var held = new List<DataValue[]>();
        await foreach (var stored in snapshot.ReadRowsAsync(table, cancellationToken))
        {
            DataValue[] row = [.. places.Select(place => stored.Values[place])];
            if (!refersToItself)
            {
                yield return row;
            }
            else
            {
                held.Add(row);
            }
        }

        foreach (var row in ReferencedFirst.Order(table, columns, held))
        {
            yield return row;
        }
    }

    private async Task AppendAsync(List<TableChange> chunk, CancellationToken cancellationToken)
    {
        var records = await _encoder.EncodeAsync(_publisher, ++_number, time.GetUtcNow(), chunk, cancellationToken);
        var receipt = await connection.Log.AppendAsync(records, cancellationToken);
        var took = TimeSpan.FromMilliseconds(receipt.LastAppendTime - receipt.FirstAppendTime);
        if (took >= connection.Log.Settings.TransactionTimeout)
        {
            throw new ReplicationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The log took {took.TotalSeconds:0} s for one transaction, longer than the cluster's transaction "
                        + $"timeout: nodes drop it."
                ),
                "Look at the log's servers. Then give the cluster a new log, and begin again."
            );
        }
    }

    private Task SayAsync(string nodeId, bool isWhole, CancellationToken cancellationToken) =>
        _said.PublishAsync(new InitialContent(nodeId, isWhole, time.GetUtcNow()), cancellationToken);
}
