using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Looks, before a schema change is given, whether the members could take it. Pure.</summary>
/// <param name="Change">The change; null if something is against it.</param>
/// <param name="Nodes">The members that live and are to make it.</param>
/// <param name="Away">The members that do not live: they make it when they come to its place in the log.</param>
/// <param name="Problems">What is against it, each with the remedy.</param>
internal sealed record SchemaChangePlan(
    SchemaChange? Change,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<string> Away,
    IReadOnlyList<string> Problems
)
{
    private const string Look = "see: cdc-replicator status";

    /// <summary>Makes it.</summary>
    /// <param name="members">The members.</param>
    /// <param name="description">For people.</param>
    /// <param name="scripts">The statements, one script for a kind.</param>
    /// <param name="id">Names the change.</param>
    public static SchemaChangePlan Of(
        IEnumerable<MemberView> members,
        string description,
        IReadOnlyList<SchemaScript> scripts,
        string id
    )
    {
        MemberView[] all =
        [
            .. members
                .Where(member => member.Status.State != NodeState.Left)
                .OrderBy(member => member.Status.NodeId, StringComparer.Ordinal),
        ];
        var problems = new List<string>();
        if (all.Length == 0)
        {
            problems.Add("There are no members yet, so nobody knows the schema version; start the appliers first.");
        }

        foreach (var kind in all.Select(m => m.Status.Kind).Except(scripts.Select(s => s.Kind)))
        {
            var nodes = string.Join(", ", all.Where(m => m.Status.Kind == kind).Select(m => m.Status.NodeId));
            problems.Add(
                $"There are no statements for nodes of kind {Printable.Quote(kind)} ({nodes}), which would halt there; "
                    + $"give them with --kind {kind}=FILE."
            );
        }

        problems.AddRange(VersionProblems(all));
        if (scripts.Sum(script => script.Statements.Sum(text => (long)text.Length)) is var length && length > MaxLength)
        {
            problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The statements have {length:N0} characters; one change has at most {MaxLength:N0}. Divide them."
                )
            );
        }

        var living = all.Where(member => member.IsAlive).ToList();
        return new SchemaChangePlan(
            problems.Count > 0
                ? null
                : new SchemaChange(id, description, all.Max(member => member.Status.SchemaVersion!.Value), scripts),
            [.. living.Select(member => member.Status.NodeId)],
            [.. all.Except(living).Select(member => member.Status.NodeId)],
            problems
        );
    }

    // A character has three bytes of JSON at most where it is no control character or quote.
    private const long MaxLength = SchemaChangeReading.MaxBytes / 3;

    private static IEnumerable<string> VersionProblems(MemberView[] all)
    {
        foreach (var silent in all.Where(member => member.Status.SchemaVersion is null))
        {
            yield return $"Node {silent.Status.NodeId} does not tell its schema version; start its applier, in this "
                + $"version of the program ({Look}).";
        }

        var newest = all.Max(member => member.Status.SchemaVersion);
        foreach (var late in all.Where(m => m.IsAlive && m.Status.SchemaVersion < newest))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Node {late.Status.NodeId} is late: it has schema version {late.Status.SchemaVersion}, others have "
            ) + string.Create(CultureInfo.InvariantCulture, $"{newest}; wait until it has caught up ({Look}).");
        }

        foreach (var halted in all.Where(m => m is { IsAlive: true, Status.State: NodeState.Halted }))
        {
            yield return $"Node {halted.Status.NodeId} is halted; get it going first ({Look}).";
        }
    }
}
