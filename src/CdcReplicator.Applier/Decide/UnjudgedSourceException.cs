namespace CdcReplicator.Applier;

/// <summary>
/// Nobody can tell whether a transaction of a source came before. Every node halts at it, until an operator accepts the
/// source as it is now.
/// </summary>
internal sealed class UnjudgedSourceException : BrokenTransactionException
{
    internal UnjudgedSourceException(long sequence, string source, SourceDoubt doubt)
        : base(sequence, TextOf(source, doubt), WayOut(source, doubt))
    {
        SourceName = source;
        MayBeAccepted = doubt != SourceDoubt.SamePlace;
    }

    /// <summary>The source's name.</summary>
    public string SourceName { get; }

    /// <summary>Whether accepting the source is what helps.</summary>
    public bool MayBeAccepted { get; }

    private static string TextOf(string source, SourceDoubt doubt) =>
        doubt switch
        {
            SourceDoubt.BegunLower =>
                $"source '{source}' sends a transaction that stands before others that came, and did not come itself. "
                    + "Its numbers have begun again lower: it was moved, restored, or replaced by a standby that was "
                    + "after.",
            SourceDoubt.LeavesOut => $"source '{source}' sends again what came before, but leaves something out. "
                + "Two connectors use its name, or it was replaced by a server that lacks a part.",
            SourceDoubt.SamePlace => $"source '{source}' sends a row without key at the place of the row before. "
                + "It is that row once more or another one; neither a transaction nor a run of the connector tells "
                + "which.",
            _ => $"source '{source}' tells transactions where it told only rows, or the other way round. "
                + "Whether this came before cannot be told.",
        };

    private static string WayOut(string source, SourceDoubt doubt) =>
        doubt == SourceDoubt.SamePlace
            ? "Set provide.transaction.metadata=true in the connector. Where rows may come twice, set "
                + $"CdcReplicator:Sources:{source}:Redeliveries=apply-again for all appliers and start them again."
            : "Nothing of it is applied. If a server was lost, let the source's connector take a snapshot.";
}
