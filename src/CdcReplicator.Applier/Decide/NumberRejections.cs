using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The verdicts on transactions whose number cannot be judged. Functions of the log, so all nodes give them.
/// </summary>
internal static class NumberRejections
{
    /// <summary>The verdict on a decision by number; null where the number is no reason to reject.</summary>
    public static Rejection? Of(in DuplicateDecision decision, PublisherStamp? stamp) =>
        stamp is not { } known ? null
        : decision.IsForgotten ? Forgotten(known)
        : decision.IsOutOfReach ? OutOfReach(known)
        : null;

    private static Rejection Forgotten(PublisherStamp stamp) =>
        Reject(
            RejectionReason.NumberForgotten,
            $"Number {stamp.Number} of publisher '{stamp.Publisher}' came after more than {PublisherMemory.MaxMissing} "
                + "others were passed over; whether it was there before is remembered no longer. "
                + "Look whether its rows are there, and publish them anew if they are not."
        );

    private static Rejection OutOfReach(PublisherStamp stamp) =>
        Reject(
            RejectionReason.NumberOutOfReach,
            $"Number {stamp.Number} of publisher '{stamp.Publisher}' is more than {PublisherMemory.MaxJump} above its "
                + "highest. Nothing of it took effect; find out who publishes under that name."
        );

    private static Rejection Reject(RejectionReason reason, string message) => new(reason, null, null, null, message);
}
