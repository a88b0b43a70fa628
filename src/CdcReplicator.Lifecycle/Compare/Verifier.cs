using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Asks every node, by a checkpoint in the log, for digests of its tables at that very record; then, by further ones,
/// for what is inside of the buckets that differ. Applying goes on everywhere meanwhile.
/// </summary>
internal sealed class Verifier(ClusterConnection connection, CheckpointAsking asking, TimeProvider time)
{
    /// <summary>Compares them.</summary>
    /// <param name="trusted">A node that the operator says is right; null if there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BadInputException">The trusted node is none of those that can be compared.</exception>
    public async Task<VerifyReport> CompareAsync(string? trusted, CancellationToken cancellationToken) =>
        (await SearchAsync(trusted, cancellationToken)).Report;

    /// <summary>Compares them, and gives what was found key by key.</summary>
    /// <param name="trusted">A node that the operator says is right; null if there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BadInputException">The trusted node is none of those that can be compared.</exception>
    public async Task<(VerifyReport Report, Comparison Found)> SearchAsync(
        string? trusted,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var tables = await new TableStore(connection.Log.Metadata).ReadNodesAsync(cancellationToken);
        var notCompared = NodesAsked.NotAsked(members, tables);
        NodeTables[] asked = [.. tables.Where(node => NodesAsked.CanAnswer(members, node.NodeId))];
        if (trusted is not null && asked.All(node => node.NodeId != trusted))
        {
            throw new BadInputException([
                $"Node {Printable.Quote(trusted)} cannot be trusted: it cannot be compared. Name one of: "
                    + $"{string.Join(", ", asked.Select(node => node.NodeId))}.",
            ]);
        }

        if (asked.Length < 2)
        {
            var nothing = new VerifyReport
            {
                Sequence = -1,
                Nodes = [],
                Tables = 0,
                NotCompared = [.. notCompared, .. asked.Select(NodesAsked.Alone)],
            };
            return (nothing, new Comparison(new VerifyPlan([], [], [])));
        }

        var nodes = asked.Select(node => node.NodeId).ToList();
        var found = VerifyPlan.Of(asked);
        var plan = found with { Tables = [.. found.Tables, TablePlan.Rejections(nodes)] };
        var comparison = new Comparison(plan);
        var first = await RoundAsync(comparison, nodes, cancellationToken);
        string[] sound = [.. first.Where(answer => answer.Error is null).Select(answer => answer.NodeId)];
        while (await RoundAsync(comparison, sound, cancellationToken) is { Count: > 0 })
        {
            // Until all that differs is looked into.
        }

        var schemas = SchemaFindings.Of(plan, asked, first);
        var report = Report(plan, comparison, first, sound, trusted) with
        {
            Locked = LockProofs.LockedOf(members),
            Schema = schemas.Differences,
            NotCompared =
            [
                .. notCompared,
                .. NodesAsked.Unanswered(nodes, first),
                .. sound is [var alone]
                    ? [NodesAsked.Alone(asked.First(node => node.NodeId == alone))]
                    : Array.Empty<NotCompared>(),
                .. plan.NotCompared,
                .. comparison.NotCompared,
                .. schemas.NotCompared,
            ],
        };
        return (report, comparison);
    }

    private static VerifyReport Report(
        VerifyPlan plan,
        Comparison comparison,
        IReadOnlyList<NodeDigest> first,
        string[] sound,
        string? trusted
    ) =>
        new()
        {
            Sequence = first.Count == 0 ? -1 : first[0].Sequence,
            Nodes = sound,
            Tables = comparison.Tables.Count(table => table.IsCompared && !table.Plan.IsOfRejections),
            NotCompared = [],
            Missing = plan.Missing,
            Details = [.. comparison.Tables.Select(TableDifference.Of).OfType<TableDifference>()],
            OddNodes = OddNode.Of(comparison.Tables.SelectMany(table => table.Evidence), trusted),
            LacksTables =
                plan.Missing.Count > 0 || comparison.NotCompared.Any() || plan.NotCompared.Any(left => !left.ByChoice),
        };

    private async Task<IReadOnlyList<NodeDigest>> RoundAsync(
        Comparison comparison,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        var requests = comparison.Next();
        if (requests.Count == 0)
        {
            return [];
        }

        var answers = await asking.AskAsync(requests, nodes, cancellationToken);
        comparison.Take(requests, answers.Where(answer => answer.Error is null).ToDictionary(answer => answer.NodeId));
        return answers;
    }
}
