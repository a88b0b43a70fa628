using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>Tells what each node has of a row, and which transactions of the log are about it.</summary>
internal sealed class RowExplainer(
    ClusterConnection connection,
    RowsAsking asking,
    string spoolFolder,
    TimeProvider time
)
{
    /// <summary>Explains it.</summary>
    /// <param name="table">The table's name, as people write it.</param>
    /// <param name="key">The key: JSON, or the plain value of a key of one column.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BadInputException">There is no such table, or it has no such key.</exception>
    public async Task<RowExplanation> ExplainAsync(string table, string key, CancellationToken cancellationToken)
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var tables = await new TableStore(connection.Log.Metadata).ReadNodesAsync(cancellationToken);
        var name = TableName.Parse(table);
        var holders = tables.Where(node => node.Tables.Any(found => found.Name == name)).ToList();
        if (holders.Count == 0)
        {
            throw new BadInputException([
                $"No node has a table {Printable.Quote(table)}. See which there are: cdc-replicator status",
            ]);
        }

        var definition = holders[0].Tables.First(found => found.Name == name);
        var stored = RowKeyJson.Write(definition, KeyArgument.Parse(definition, key));
        var history = new RowHistory(connection, new RowMatch(definition, stored), spoolFolder);
        await history.ReadAsync(cancellationToken);
        string[] asked = [.. holders.Select(node => node.NodeId).Where(node => NodesAsked.CanAnswer(members, node))];
        // After the log was read: so what the nodes have decided of it stands in their answers.
        IReadOnlyList<RowsAnswer> answers =
            asked.Length == 0
                ? []
                : await asking.AskAsync(
                    new RowsQuestion(
                        [new TableKeys(name.ToString(), null, null, [KeyPath.TextOf(stored)])],
                        [.. history.Steps.Select(step => step.Sequence)],
                        0
                    ),
                    asked,
                    cancellationToken
                );
        var sound = answers.Where(answer => answer.Error is null).ToList();
        return new RowExplanation(
            name.ToString(),
            stored,
            sound.Count == 0 ? -1 : sound[0].Sequence,
            [.. holders.Select(node => OnNode(node, answers.FirstOrDefault(answer => answer.NodeId == node.NodeId)))],
            history.From,
            [.. history.Steps.Select(step => step.PassedOver is null ? Judged(step, sound) : step)],
            history.Unread
        );
    }

    private static RowOnNode OnNode(NodeTables node, RowsAnswer? answer)
    {
        if (answer?.Tables is not [var rows])
        {
            var problem = answer?.Error ?? "it gave no answer; see: cdc-replicator status";
            return new RowOnNode(node.NodeId, problem, null);
        }

        if (rows.Rows is not [var row])
        {
            return new RowOnNode(node.NodeId, rows.LeftOut.Count > 0 ? "the row is too large to be shown" : null, null);
        }

        var table = node.Tables.First(found => found.Name.ToString() == rows.Table);
        return new RowOnNode(
            node.NodeId,
            null,
            rows.Columns.Zip(row.Values)
                .ToDictionary(
                    column => column.First,
                    column =>
                        column.Second.IsNull ? null
                        : table.FindColumn(column.First) is { } found ? KeyText.Of(column.Second, found.Type)
                        : column.Second.ToString(),
                    StringComparer.Ordinal
                )
        );
    }

    private static RowStep Judged(RowStep step, List<RowsAnswer> answers) =>
        step with
        {
            Verdicts = answers.ToDictionary(
                answer => answer.NodeId,
                answer =>
                    answer.Rejections.FirstOrDefault(rejected => rejected.Sequence == step.Sequence) is { } rejected
                        ? $"rejected ({rejected.Reason}: {rejected.Detail})"
                        : "accepted",
                StringComparer.Ordinal
            ),
        };
}
