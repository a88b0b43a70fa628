using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Tells what a connector sends again after a restart from what is new. A connector that was killed goes back some way
/// and then sends the same again, all of it and in the same order, up to the last. Nothing else is a repetition: a
/// source whose places have begun again lower shows itself by a place that never came, or by a commit later than all
/// that came. Pure.
/// </summary>
internal static class SourceReplay
{
    /// <summary>A history that begins here.</summary>
    /// <param name="moment">The transaction.</param>
    /// <param name="isFirst">Whether it is the first of all: what stands before it never came.</param>
    public static SourceHistory Begin(SourceMoment moment, bool isFirst) =>
        new(new RememberedPlace(moment.Place, 1, isFirst), moment.Time) { Run = moment.Run };

    /// <summary>Judges the next transaction of a source.</summary>
    public static SourceJudgement Judge(SourceHistory? known, SourceMoment moment)
    {
        if (known is null)
        {
            return SourceJudgement.New(Begin(moment, isFirst: true));
        }

        var order = moment.Place.CompareTo(known.Last.Place);
        return order > 0 ? Above(known, moment)
            : moment.Time > known.HighestTime ? SourceJudgement.In(SourceDoubt.BegunLower)
            : order == 0 ? AtLast(known, moment)
            : Below(known, moment);
    }

    private static SourceJudgement Above(SourceHistory known, SourceMoment moment) =>
        known.Replay is { } replay && replay.Place != known.Last.Place
            ? SourceJudgement.In(SourceDoubt.LeavesOut)
            : New(known, moment, known.Last.Then(moment.Place));

    private static SourceJudgement AtLast(SourceHistory known, SourceMoment moment)
    {
        var isRestarted = known.Run is { } before && moment.Run is { } now && before != now;
        if (known.Replay is { } replay && !isRestarted)
        {
            return replay.Place == moment.Place ? AtLastAgain(known, moment, replay.Count + 1)
                : Leads(known, replay.Place, moment.Place) ? Again(known, moment, 1)
                : SourceJudgement.In(SourceDoubt.LeavesOut);
        }

        var isSameRun = moment.Run is not null && moment.Run == known.Run;
        return isRestarted ? Again(known, moment, 1)
            : isSameRun ? New(known, moment, known.Last.OneMore())
            : moment.AtSamePlace switch
            {
                SamePlace.Repetition => Again(known, moment, known.Last.Count),

                SamePlace.Harmless => New(known, moment, known.Last),
                _ => SourceJudgement.In(SourceDoubt.SamePlace),
            };
    }

    // What may have come before is not counted: a count too low has it applied again, which is harmless, one too high
    // would lose it.
    private static bool CountsSurely(SourceMoment moment) =>
        moment.Run is not null || moment.AtSamePlace != SamePlace.Harmless;

    private static SourceJudgement AtLastAgain(SourceHistory known, SourceMoment moment, int count) =>
        count <= known.Last.Count ? Again(known, moment, count)
        : moment.AtSamePlace == SamePlace.Repetition ? Again(known, moment, known.Last.Count)
        : New(known, moment, CountsSurely(moment) ? known.Last.OneMore() : known.Last);

    private static SourceJudgement Below(SourceHistory known, SourceMoment moment)
    {
        var oldest = Oldest(known.Last);
        if (moment.Place < oldest.Place)
        {
            return oldest.IsFirst || moment.Time == 0
                ? SourceJudgement.In(SourceDoubt.BegunLower)
                : Again(known, moment, 1);
        }

        if (Find(known.Last, moment.Place) is null)
        {
            return SourceJudgement.In(SourceDoubt.BegunLower);
        }

        return
            known.Replay is not { } replay || moment.Place <= replay.Place || Leads(known, replay.Place, moment.Place)
            ? Again(known, moment, 1)
            : SourceJudgement.In(SourceDoubt.LeavesOut);
    }

    /// <summary>Whether nothing that is remembered stands between two places.</summary>
    private static bool Leads(SourceHistory known, SourcePlace from, SourcePlace to) =>
        Find(known.Last, to) is not { Before: { } before } || before.Place <= from;

    private static RememberedPlace? Find(RememberedPlace last, SourcePlace place)
    {
        var next = last;
        while (next is not null && next.Place > place)
        {
            next = next.Before;
        }

        return next is not null && next.Place == place ? next : null;
    }

    private static RememberedPlace Oldest(RememberedPlace last)
    {
        while (last.Before is { } before)
        {
            last = before;
        }

        return last;
    }

    private static SourceJudgement New(SourceHistory known, SourceMoment moment, RememberedPlace last) =>
        SourceJudgement.New(new SourceHistory(last, Math.Max(known.HighestTime, moment.Time)) { Run = moment.Run });

    private static SourceJudgement Again(SourceHistory known, SourceMoment moment, int count) =>
        SourceJudgement.Repetition(known with { Replay = (moment.Place, count), Run = moment.Run });
}
