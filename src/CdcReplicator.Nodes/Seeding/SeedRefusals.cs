using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Why a seed does not begin or go on.</summary>
internal static class SeedRefusals
{
    /// <summary>Refuses a target that holds what the mode must not overwrite.</summary>
    /// <exception cref="NodeFaultException">It does.</exception>
    public static void Require(string target, SeedMode mode, SeedFound found)
    {
        if (mode == SeedMode.Replace)
        {
            return;
        }

        switch (found)
        {
            case SeedFound.Node node:
                throw Fault(
                    $"Node '{target}' is a node already, at sequence {node.Position.LastAppliedSequence} of log "
                        + $"{node.Log}.",
                    "Start its applier, which replays; or fill it anew (node seed --replace), which drops its rows."
                );
            case SeedFound.RowsWithoutPosition rows:
                throw Fault(
                    $"The database of node '{target}' has rows and no position: "
                        + $"{NodeFaults.Some(rows.Tables.Select(table => table.ToString()))}.",
                    "Adopt it if it is a copy of a node (node adopt), fill it anew (node seed --replace), which drops "
                        + "these rows, or give the node another database."
                );
            default:
                return;
        }
    }

    /// <summary>Refuses what cannot be carried.</summary>
    /// <exception cref="NodeFaultException">There is something.</exception>
    public static void RequireNone(IReadOnlyList<string> obstacles)
    {
        if (obstacles.Count > 0)
        {
            throw Fault(
                $"The donor's tables cannot be made here: {string.Join(" ", obstacles)}",
                "Remove each of these; nothing was made."
            );
        }
    }

    /// <summary>Something belongs to another log.</summary>
    public static LogMismatchException OfAnotherLog(string what, string found, LogId log) =>
        new(
            $"'{what}' belongs to log {found}, not to log {log}.",
            "Name a donor of this log; a target with a seed of another log needs an empty database."
        );

    /// <summary>Tables were altered while they were copied.</summary>
    public static NodeFaultException Altered(IReadOnlyList<string> tables) =>
        new(
            $"The donor's tables were altered while they were copied: {NodeFaults.Some(tables)}.",
            "The seed is tried again, from the tables as they are now.",
            isTransient: true,
            code: null
        );

    /// <summary>A node whose seed is not finished is no node.</summary>
    public static NodeFaultException Unfinished(string target, SeedRecord seed) =>
        NodeFaults.Mendable(
            $"Node '{target}' holds a seed from {seed.Donor}, begun {seed.Since:u}, that has not ended: rows may be "
                + "missing.",
            "Let it end by seeding the node again, which goes on where it stopped; or give the node an empty database."
        );

    private static NodeFaultException Fault(string problem, string remedy) =>
        new(problem, remedy, isTransient: false, code: null);
}
