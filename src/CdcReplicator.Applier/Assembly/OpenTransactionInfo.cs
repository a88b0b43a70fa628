namespace CdcReplicator.Applier;

/// <summary>An open transaction of a connector, for status.</summary>
/// <param name="Source">Its source, or empty if no event has said it yet.</param>
/// <param name="Id">Its id as far as its records share it.</param>
/// <param name="FirstOffset">Where it begins.</param>
/// <param name="FirstAppendTime">When it began, by append time, Unix ms.</param>
/// <param name="Attempts">How often its BEGIN came.</param>
internal sealed record OpenTransactionInfo(
    string Source,
    string Id,
    long FirstOffset,
    long FirstAppendTime,
    int Attempts
);
