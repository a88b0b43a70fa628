using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Judges a source's transaction by what is stored of the source, by earlier versions too. Pure.</summary>
internal static class SourceProgress
{
    /// <summary>What is known of the source; null if nothing is.</summary>
    /// <param name="publishers">All publishers, by entry.</param>
    /// <param name="stamp">The source.</param>
    /// <param name="moment">Its transaction.</param>
    public static PublisherProgress? Of(
        Dictionary<string, PublisherProgress> publishers,
        PublisherStamp stamp,
        SourceMoment moment
    )
    {
        if (publishers.TryGetValue(stamp.Entry, out var known))
        {
            return known;
        }

        // An earlier version wrote no identities. What was committed before its last one may be one of those.
        return
            publishers.TryGetValue(stamp.Publisher, out var before)
            && before is { Kind: PublisherKind.Rising, History: null }
            && stamp.Number <= before.LastNumber
            && moment.Time <= before.LastLogTime
            ? before
            : null;
    }

    /// <summary>Judges the next transaction.</summary>
    public static SourceJudgement Judge(PublisherProgress? known, PublisherStamp stamp, SourceMoment moment) =>
        known is null ? SourceReplay.Judge(null, moment)
        : IsAfterSnapshot(known, moment) ? SourceJudgement.New(SourceReplay.Begin(moment, isFirst: false))
        : known.Kind != stamp.Kind ? InOtherForm(known, known.History ?? OfEarlierVersion(known), stamp, moment)
        : WithSnapshot(known, SourceReplay.Judge(known.History ?? OfEarlierVersion(known), moment));

    // Transactions and rows count differently. New is what was committed after all that came, or stands in PostgreSQL's
    // log, or SQL Server's, after all of that.
    private static SourceJudgement InOtherForm(
        PublisherProgress known,
        SourceHistory history,
        PublisherStamp stamp,
        SourceMoment moment
    )
    {
        var last = history.Last.Place;
        var isAfter =
            stamp.Identity.Length == 0
            && (
                known.Kind == PublisherKind.Rising
                    ? Math.Max(moment.Place.Commit, moment.Place.Position) > last.Commit
                    : moment.FirstPosition > Math.Max(last.Commit, last.Position)
            );
        return isAfter || moment.Time > history.HighestTime
            ? SourceJudgement.New(
                SourceReplay.Begin(moment, isFirst: false) with
                {
                    HighestTime = Math.Max(history.HighestTime, moment.Time),
                }
            )
            : SourceJudgement.In(SourceDoubt.OtherForm);
    }

    // What came, and what a snapshot since has brought, is there. A row does not show when it was committed. One that
    // stands before the snapshot may be of a transaction that ended after it.
    private static SourceJudgement WithSnapshot(PublisherProgress known, SourceJudgement judgement) =>
        known is { Kind: PublisherKind.Rising, SnapshotNumber: not null } && judgement.Doubt == SourceDoubt.BegunLower
            ? SourceJudgement.Repetition(known.History ?? OfEarlierVersion(known))
            : judgement;

    // A snapshot below the last number began the numbers anew. Right after it, PostgreSQL sends no commit before a row.
    private static bool IsAfterSnapshot(PublisherProgress known, SourceMoment moment) =>
        known.SnapshotNumber is { } snapshot
        && (
            known.Kind == PublisherKind.Rising
                ? moment.Place.Commit > snapshot
                : moment.Place.Commit == 0 || moment.Place.Commit >= snapshot || moment.Place.Position > snapshot
        );

    // The source committed its last one before the log took it.
    private static SourceHistory OfEarlierVersion(PublisherProgress known) =>
        new(new RememberedPlace(new SourcePlace(known.LastNumber, 0, 0), 1, isFirst: false), known.LastLogTime);
}
