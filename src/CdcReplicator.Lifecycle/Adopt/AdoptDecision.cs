using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Whether a database may become a node. Pure; the log itself is compared by its verifier.</summary>
internal static class AdoptDecision
{
    /// <summary>What speaks against it in the database itself; null if nothing does.</summary>
    public static string? ProblemOf(AdoptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (node, found) = (facts.NodeId, facts.Found);
        if (found.IsUnfinished)
        {
            return $"The database at {facts.Endpoint} is half filled: a seed of it began and has not ended. Let it "
                + $"end: cdc-replicator run --node {node}; or begin it again: cdc-replicator node seed "
                + $"{node} --replace";
        }

        if (found.Log is null)
        {
            return $"The database at {facts.Endpoint} has no state of a node (cdc_replicator): nothing tells which "
                + "transactions of the log its rows hold. Restore the copy together with cdc_replicator; or fill the "
                + $"database again from another node: cdc-replicator node seed {node} --replace; or name an empty one.";
        }

        if (found.Log != facts.Log)
        {
            return $"The database at {facts.Endpoint} belongs to log {found.Log}, and this is log {facts.Log}. Name "
                + "the log it belongs to, or fill it from a node of this one: cdc-replicator node seed "
                + $"{node} --replace";
        }

        return found.Position is null
            ? $"The database at {facts.Endpoint} has applied nothing yet, so there is no position to go on from. If it "
                + $"is empty, start its applier: cdc-replicator run --node {node}. If it has rows, fill it again from "
                + $"another node: cdc-replicator node seed {node} --replace"
            : null;
    }

    /// <summary>What speaks against it because of who lives; null if nothing does.</summary>
    public static string? ProblemOfOthers(AdoptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var other in facts.Others)
        {
            var name = Printable.Quote(other.NodeId);
            if (other.WorksHere == true)
            {
                return $"The applier of node {name} works on the database at {facts.Endpoint}. Stop it first, or "
                    + "correct the connection string.";
            }

            if (other.NodeId == facts.NodeId)
            {
                return $"Node {name} is in use: its applier lives and serves {other.Endpoint}. Give the copy an Id of "
                    + "its own in the configuration, or stop that applier first.";
            }

            if (other.WorksHere is null)
            {
                return $"The applier of node {name}, which lives, has not answered whether it works on the database at "
                    + $"{facts.Endpoint}. Stop it, or give the order again.";
            }
        }

        return null;
    }

    /// <summary>Whether it is that node already, so that there is nothing to do.</summary>
    public static bool IsDone(AdoptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Found is { CopyOf: null, Installation: { } installation } && installation.NodeId == facts.NodeId;
    }
}
