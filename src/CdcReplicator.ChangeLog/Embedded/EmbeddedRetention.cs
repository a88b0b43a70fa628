using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// How long an embedded log keeps what members need, by this process's options. While members hold records back, age
/// takes none away from them; only size does.
/// </summary>
internal static class EmbeddedRetention
{
    /// <summary>Decides by the options and what the log holds.</summary>
    public static LogRetention Of(EmbeddedLogOptions options, long keptBytes)
    {
        var isHeld = options.MemberHoldBytes > 0;
        return new LogRetention
        {
            AgeMilliseconds = isHeld ? null : (long)options.RetentionAge.TotalMilliseconds,
            Bytes = options.RetentionBytes + options.MemberHoldBytes,
            KeptBytes = keptBytes,
            Floor = options.RetentionFloor,
            ShortSetting =
                !isHeld && options.RetentionAge < options.RetentionFloor
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"ChangeLog:Embedded:RetentionAge is {options.RetentionAge} and members hold nothing back "
                            + $"(MemberHoldBytes is 0)"
                    )
                    : null,
            Remedy =
                "To keep the log longer, raise ChangeLog:Embedded:MemberHoldBytes, RetentionAge and RetentionBytes of "
                + "all processes.",
        };
    }
}
