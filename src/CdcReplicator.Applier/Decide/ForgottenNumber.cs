using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The verdict on a transaction whose number is below what is remembered of its publisher. A function of the log, so
/// all nodes give it.
/// </summary>
internal static class ForgottenNumber
{
    public static Rejection Rejection(PublisherStamp stamp) =>
        new(
            RejectionReason.NumberForgotten,
            null,
            null,
            null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Number {stamp.Number} of publisher '{stamp.Publisher}' came after more than {PublisherMemory.MaxMissing} others were passed over; whether it was there before is remembered no longer. Look whether its rows are there, and publish them anew if they are not."
            )
        );
}
