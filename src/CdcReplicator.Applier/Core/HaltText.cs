using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Why a node stands still, for people. Where an order gets it going, the text ends with the command that gives it, and
/// nothing after it. Errors say what is wrong and what to mend; which order a node waits for is known here alone. Pure.
/// </summary>
internal static class HaltText
{
    /// <summary>Characters before the command; a heartbeat cuts what is longer from its end.</summary>
    private const int MaxBeforeCommand = 3000;

    /// <summary>Of a halted node.</summary>
    /// <param name="error">What it halted at.</param>
    /// <param name="sequence">Where, as a skip takes it; null if no order about a sequence helps.</param>
    /// <param name="lookInterval">
    /// How often it looks whether that was mended, in milliseconds; null if it does not.
    /// </param>
    public static string Of(ReplicationException error, long? sequence, long? lookInterval = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        var looks = lookInterval is { } interval
            ? $" The node looks again every {Seconds(interval)} s and then goes on by itself."
            : "";
        if (sequence is not { } place)
        {
            return error.Message + looks;
        }

        var wrong = error is BrokenTransactionException or UndecodableRecordException
            ? error.Message
            : string.Create(CultureInfo.InvariantCulture, $"At sequence {place}: {error.Message}");
        return ShortText.Of(wrong + looks, MaxBeforeCommand) + WayOn(error, place);
    }

    /// <summary>Of a paused node.</summary>
    /// <param name="pause">Where and why.</param>
    public static string Paused(LogStop.Pause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);
        var why = pause.Order.Reason.Length > 0 ? $": {ShortText.Of(pause.Order.Reason, MaxBeforeCommand)}" : ".";
        return string.Create(CultureInfo.InvariantCulture, $"An operator paused it at sequence {pause.Sequence}{why}")
            + $"{(why == "." ? "" : ".")} To let it go on: {OperatorCommand.Resume(pause.Order.Node)}";
    }

    private static string WayOn(ReplicationException error, long sequence) =>
        error is UnjudgedSourceException { MayBeAccepted: true } unjudged
            ? $" If what the source sends from here on is right: {OperatorCommand.AcceptSource(unjudged.SourceName)} "
                + $"Or, without this transaction alone: {OperatorCommand.Skip(sequence)}"
            : $" To go on without it, on every node that halted there: {OperatorCommand.Skip(sequence)}";

    private static string Seconds(long milliseconds) =>
        (milliseconds / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
}
