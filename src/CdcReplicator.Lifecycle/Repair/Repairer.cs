using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Compares all nodes, has one take the rows in which it differs, and compares again, until one comparison finds
/// nothing: DESIGN.md says why each pass is right.
/// </summary>
internal sealed class Repairer(Verifier verifier, RowsAsking asking, Orders orders, RepairSettings settings)
{
    /// <summary>Passes after which a node that still differs is given up: something else writes there.</summary>
    internal const int MaxPasses = 50;

    private const string SomebodyWrites =
        "Something else than its applier writes to this node; find it, or seed it anew.";

    private const string Undecided =
        "No majority tells which node is right there, or there are too many rows to list them: say which node is "
        + "right (--from NODE), or seed this one anew.";

    /// <summary>Repairs.</summary>
    /// <param name="told">What is going on, a line at a time.</param>
    /// <param name="cancellationToken">Ends it; the node stays as the last order that was answered left it.</param>
    /// <returns>The last comparison, with what became of the repair.</returns>
    public async Task<VerifyReport> RunAsync(Action<string> told, CancellationToken cancellationToken)
    {
        var report = default(RepairReport);
        for (var pass = 0; ; pass++)
        {
            var (verified, comparison) = await verifier.SearchAsync(settings.From, cancellationToken);
            var keys = RepairKeys.Of(comparison, settings.Node, settings.From);
            report = Next(report, verified, keys) with { Passes = pass };
            if (report.Clean || report.Problem is not null)
            {
                return verified with { Repair = report };
            }

            if (pass == MaxPasses)
            {
                return verified with { Repair = report with { Problem = SomebodyWrites } };
            }

            told($"{settings.Node}: {keys.Count:N0} keys differ at sequence {verified.Sequence}; repairing.");
            var outcome = await OrderAsync(keys, cancellationToken);
            report = report with
            {
                Passes = pass + 1,
                Written = report.Written + outcome.Written,
                Deleted = report.Deleted + outcome.Deleted,
            };
            if (outcome.Error is { } error)
            {
                return verified with { Repair = report with { Problem = error } };
            }

            told(
                $"{settings.Node}: at sequence {outcome.Sequence} {outcome.Written:N0} keys written, "
                    + $"{outcome.Deleted:N0} deleted, {outcome.Same:N0} were the same by then; comparing again."
            );
        }
    }

    private RepairReport Next(RepairReport? before, VerifyReport verified, RepairKeys keys) =>
        new()
        {
            Node = settings.Node,
            Clean = keys is { Count: 0, Undecided: 0 } && WhyNot(verified) is null && !IsOdd(verified),
            Passes = before?.Passes ?? 0,
            Written = before?.Written ?? 0,
            Deleted = before?.Deleted ?? 0,
            Left = keys.Count + keys.Undecided,
            Problem = WhyNot(verified) ?? (keys.Count == 0 && keys.Undecided > 0 ? Undecided : null),
            Sequence = verified.Sequence,
        };

    private bool IsOdd(VerifyReport verified) => verified.OddNodes.Any(odd => odd.Node == settings.Node);

    private string? WhyNot(VerifyReport verified) =>
        !verified.Nodes.Contains(settings.Node) ? $"It cannot be compared: {Reason(verified, settings.Node)}"
        : settings.From is { } from && !verified.Nodes.Contains(from)
            ? $"'{from}' cannot be compared: {Reason(verified, from)}"
        : verified.LacksTables ? "Not all of its tables can be compared; see what was not compared above."
        : null;

    private static string Reason(VerifyReport verified, string node) =>
        verified.NotCompared.FirstOrDefault(left => left.What == node)?.Reason
        ?? "there is no such node, or it is not running; see: cdc-replicator status";

    private async Task<RepairOutcome> OrderAsync(RepairKeys keys, CancellationToken cancellationToken)
    {
        var question = new RowsQuestion(keys.Tables, [], settings.PatienceSeconds);
        var from = settings.From ?? "what most nodes have";
        RepairOutcome? outcome = null;
        try
        {
            await new ProofStore(orders.Metadata).VoidAsync(settings.Node, cancellationToken);
            await orders.GiveAsync(
                "verify: repair",
                settings.Node,
                $"{keys.Count} keys from {from}.",
                async ending => outcome = Required(await asking.RepairAsync(question, settings.Node, ending)),
                cancellationToken
            );
            return outcome!;
        }
        catch (RepairFailedException failed)
        {
            return failed.Outcome;
        }
    }

    // The audit shall say that it failed.
    private static RepairOutcome Required(RepairOutcome outcome) =>
        outcome.Error is { } error ? throw new RepairFailedException(outcome, error) : outcome;
}
