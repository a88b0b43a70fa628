using System.Globalization;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// How a node without a position comes into the cluster. The rule: what has a position is opened; what has rows and no
/// position is never overwritten unasked; what has empty tables replays a log that still has its beginning; what has no
/// tables, or comes too late for that, is filled from a donor. Pure.
/// </summary>
internal static class JoinDecision
{
    /// <summary>The step; a function of the facts alone.</summary>
    public static JoinStep Of(JoinFacts facts) =>
        facts.Found switch
        {
            SeedFound.Unfinished unfinished => Fill(
                facts,
                // What was to be replaced is replaced as far as it has come; what is there is no node's any more.
                SeedMode.FillEmpty,
                $"The filling from '{unfinished.Donor}' that began at {unfinished.Since:u} is not finished"
            ),
            _ when facts.IsReplaceOrdered => Fill(facts, SeedMode.Replace, "What it holds is to be replaced"),
            SeedFound.RowsWithoutPosition found => OfRows(facts, found),
            SeedFound.Empty { HasTables: var hasTables } => OfEmpty(facts, hasTables),
            _ => new JoinStep.Open(),
        };

    private static JoinStep OfRows(JoinFacts facts, SeedFound.RowsWithoutPosition found)
    {
        var ignored = new IgnoreList(facts.Node.Ignore);
        string[] tables = [.. found.Tables.Where(table => !ignored.HasTable(table)).Select(table => table.ToString())];
        if (tables.Length == 0)
        {
            return OfEmpty(facts, hasTables: false);
        }

        // An empty log explains rows; and an operator may have said that they are what every node began with.
        return
            facts.Bounds.EndOffset == 0
            || (facts.Node.RowsWithoutPosition == RowsWithoutPosition.Apply && HasBeginning(facts))
            ? new JoinStep.Open()
            : new JoinStep.Refuse(
                $"The database of node '{facts.Node.Id}' has rows ({NodeFaults.Some(tables)}) and no position: nothing "
                    + "tells which transactions of the log they hold. Nothing was changed.",
                Ways(facts.Node.Id)
            );
    }

    private static JoinStep OfEmpty(JoinFacts facts, bool hasTables)
    {
        if (hasTables && HasBeginning(facts))
        {
            return new JoinStep.Open();
        }

        if (DonorChoice.Find(facts.Node, facts.Others, facts.Bounds) is { } donor)
        {
            return new JoinStep.Seed(donor, SeedMode.FillEmpty);
        }

        // Where nobody will ever be a donor, its tables are made by hand, and the log is all there is.
        var isHopeless = !facts.Others.Any(other =>
            DonorChoice.IsAskedFor(facts.Node, other.Member.Status) && other.MayServeLater
        );
        return isHopeless && HasBeginning(facts) && facts.Node.Seed.From is null
            ? new JoinStep.Open()
            : Wait(
                facts,
                HasBeginning(facts)
                    ? "It has no tables"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"It has no position, and the log is kept from offset {facts.Bounds.StartOffset} on only"
                    )
            );
    }

    private static JoinStep Fill(JoinFacts facts, SeedMode mode, string why) =>
        DonorChoice.Find(facts.Node, facts.Others, facts.Bounds) is { } donor
            ? new JoinStep.Seed(donor, mode)
            : Wait(facts, why);

    private static JoinStep.Wait Wait(JoinFacts facts, string why) =>
        new(
            $"{why}, and {DonorChoice.WhyNone(facts.Node, facts.Others)}.",
            "It is filled as soon as there is a donor; start one, or name another with Seed:From (--from)."
        );

    private static bool HasBeginning(JoinFacts facts) => facts.Bounds.StartOffset == 0;

    private static string Ways(string node) =>
        $"If it is a copy of a node: cdc-replicator node adopt {node}. If its rows may go: cdc-replicator node seed "
        + $"{node} --replace. Else give the node another, empty database.";
}
