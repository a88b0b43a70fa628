using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>In what the tables of nodes are made otherwise, and where that is not known.</summary>
/// <param name="Differences">What differs.</param>
/// <param name="NotCompared">Where it is not known.</param>
internal sealed record SchemaFindings(
    IReadOnlyList<SchemaDifference> Differences,
    IReadOnlyList<NotCompared> NotCompared
)
{
    /// <summary>Looks at the sound answers to the first round.</summary>
    public static SchemaFindings Of(VerifyPlan plan, IReadOnlyList<NodeTables> nodes, IReadOnlyList<NodeDigest> answers)
    {
        var ignored = nodes.Select(node => new IgnoreList(node.Ignored)).ToList();
        var sound = answers.Where(answer => answer.Error is null).ToList();
        var differences = new List<SchemaDifference>();
        var silent = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in plan.Tables.Where(table => !table.IsOfRejections))
        {
            var name = TableName.Parse(table.Table);
            var seen = new Dictionary<string, TableSchema>(StringComparer.Ordinal);
            foreach (var answer in sound)
            {
                var digest = answer.Tables.FirstOrDefault(found => found.Table == table.Table);
                if (digest?.Schema is { } schema)
                {
                    seen.Add(answer.NodeId, schema);
                }
                else if (digest is not null)
                {
                    silent.Add(answer.NodeId);
                }
            }

            differences.AddRange(
                SchemaComparison.Of(table.Table, seen, column => ignored.Exists(list => list.HasColumn(name, column)))
            );
        }

        return new SchemaFindings(differences, [.. silent.Select(Silent)]);
    }

    private static NotCompared Silent(string node) =>
        new(
            node,
            "it does not say what its tables are made of. Restart its applier with this version",
            ByChoice: false
        );
}
