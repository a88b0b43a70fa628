using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Names operators' orders for counting. Strangers choose prefixes, so only known kinds have names.</summary>
internal static class OrderName
{
    private const string Counted = "counted";
    private const string Nothing = "nothing";

    /// <summary>Kind and outcome, with a space between them; null if the transaction is no order.</summary>
    public static string? Of(in DecidedTransaction decided)
    {
        var prefix = decided.Transaction.Control?.Prefix ?? decided.Ignored?.Prefix;
        return prefix is null or WellKnown.AbandonMessage
            ? null
            : $"{KindOf(prefix)} {(decided.Ignored is null ? Counted : Nothing)}";
    }

    private static string KindOf(string prefix) =>
        prefix
            is WellKnown.SkipMessage
                or WellKnown.DiscardMessage
                or WellKnown.AcceptSourceMessage
                or WellKnown.PauseMessage
                or WellKnown.ResumeMessage
                or WellKnown.CheckpointMessage
                or WellKnown.RowsMessage
            ? prefix[WellKnown.ControlPrefix.Length..]
            : "unknown";
}
