using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// Each case tells what happens, in order, and what it leads to: <c>what:sequence/transactions</c>, with the sequence a
/// fault names and the transactions of the batch under way. Steps are written with the pause after them. Nothing else
/// happens between, so a node that is opened is following at the next word.
/// </summary>
public sealed class ApplierTroubleTests
{
    private static readonly ApplierSettings Settings = new()
    {
        FirstRetryDelay = 200,
        MaxRetryDelay = 1000,
        StandbyInterval = 3000,
        LookInterval = 5000,
        MaxUnknownOutcomes = 3,
    };

    private readonly ApplierTrouble _trouble = new(Settings);
    private ApplierPhase _phase = ApplierPhase.Following;
    private NodePosition _known = new(-1, 0, 0, null);
    private bool _hasEndedSeek;

    [Theory]
    [InlineData("transient/1", "Retry+200")]
    [InlineData("transient", "Retry+200")]
    [InlineData("transient transient transient transient", "Retry+200 Retry+400 Retry+800 Retry+1000")]
    [InlineData("transient committed transient", "Retry+200 GoOn Retry+200")]
    [InlineData("transient/1 opened:-1 transient/1", "Retry+200 GoOn Retry+400")]
    [InlineData("transient/1 opened:7 transient/1", "Retry+200 GoOn Retry+200")]
    [InlineData("fatal/1", "Halt")]
    [InlineData("fatal:7/1", "Halt")]
    [InlineData("fatal:7/3", "Open")]
    [InlineData("fatal:7/3 fatal:5/1", "Open Halt")]
    [InlineData("fatal/3", "Halt")]
    [InlineData("fatal:7/1 transient", "Halt GoOn")]
    [InlineData("fatal:7/1 fatal:7/1", "Halt GoOn")]
    [InlineData("defect", "Halt")]
    [InlineData("defect transient/1", "Halt GoOn")]
    public void NodeFaulted_ClassOfFault_LeadsTo(string happened, string expected) =>
        Assert.Equal(expected, Run(happened));

    [Theory]
    [InlineData("healing:7/1", "Open")]
    [InlineData("healing:7/1 healing:7/1", "Open Halt+5000")]
    [InlineData("healing:7/3 healing:7/1 healing:7/1", "Open Open Halt+5000")]
    [InlineData("healing:7/1 healing:8/1", "Open Open")]
    [InlineData("healing:7/1 committed healing:7/1", "Open GoOn Open")]
    [InlineData("healing:7/1 verified healing:7/1", "Open GoOn Halt+5000")]
    [InlineData("healing verified healing", "Open GoOn Open")]
    [InlineData("healing healing", "Open Halt+5000")]
    [InlineData("healing:7/1 healing:7/1 fatal", "Open Halt+5000 GoOn")]
    public void NodeFaulted_WhatMayHeal_IsOpenedOnceMoreBeforeItHalts(string happened, string expected) =>
        Assert.Equal(expected, Run(happened));

    [Theory]
    [InlineData("unknown/1", "Retry+200")]
    [InlineData("unknown/1 unknown/1 unknown/1", "Retry+200 Retry+400 Halt")]
    [InlineData("unknown/1 unknown/1 opened:7 unknown/1", "Retry+200 Retry+400 GoOn Retry+200")]
    [InlineData("unknown/1 unknown/1 committed unknown/1", "Retry+200 Retry+400 GoOn Retry+200")]
    [InlineData("unanswered/1 unanswered/1 unanswered/1", "Retry+200 Retry+400 Retry+800")]
    [InlineData("defect unknown/1", "Halt GoOn")]
    public void CommitUnknown_InARowWithoutProgress_Halts(string happened, string expected) =>
        Assert.Equal(expected, Run(happened));

    [Theory]
    [InlineData("interrupted", "Open")]
    [InlineData("interrupted/2 ended", "GoOn Open")]
    [InlineData("unreadable", "Retry+200")]
    [InlineData("unreadable/2 ended", "GoOn Retry+200")]
    [InlineData("unreadable/2 interrupted/2 ended", "GoOn GoOn Retry+200")]
    [InlineData("ended", "GoOn")]
    [InlineData("interrupted/2 transient/2 ended", "GoOn Retry+200 GoOn")]
    [InlineData("interrupted/2 unknown/2 ended", "GoOn Retry+200 GoOn")]
    [InlineData("interrupted/2 defect/2 ended", "GoOn Halt GoOn")]
    [InlineData("interrupted/2 fenced/2 ended", "GoOn StandBy+3000 GoOn")]
    public void AskRestart_BatchUnderWay_WaitsForItsAnswer(string happened, string expected) =>
        Assert.Equal(expected, Run(happened));

    [Theory]
    [InlineData("fenced/1", "StandBy+3000", true)]
    [InlineData("fenced/1 opened:3", "StandBy+3000 StandBy+3000", true)]
    [InlineData("fenced/1 opened:3 opened:4", "StandBy+3000 StandBy+3000 StandBy+3000", true)]
    [InlineData("fenced/1 opened:3 opened:3", "StandBy+3000 StandBy+3000 GoOn", false)]
    [InlineData("defect fenced/1", "Halt GoOn", false)]
    [InlineData("served opened:3", "StandBy+500 GoOn", false)]
    [InlineData("served served opened:4", "StandBy+500 StandBy+500 GoOn", false)]
    [InlineData("fenced/1 served opened:3", "StandBy+3000 StandBy+500 GoOn", false)]
    [InlineData("fenced/1 served fenced/1 opened:3", "StandBy+3000 StandBy+500 StandBy+3000 StandBy+3000", true)]
    public void Opened_PositionMovesWhileStandingBy_StandsByOn(string happened, string expected, bool standsBy)
    {
        Assert.Equal(expected, Run(happened));
        Assert.Equal(standsBy, _trouble.StandsBy);
    }

    [Theory]
    [InlineData("fatal:7/1 order:7", "Halt Open", true)]
    [InlineData("fatal:7/1 order:8", "Halt GoOn", false)]
    [InlineData("fatal:7/1 order:7 order:7", "Halt Open GoOn", true)]
    [InlineData("defect order:7", "Halt GoOn", false)]
    [InlineData("healing:7/1 healing:7/1 opening order:7", "Open Halt+5000 GoOn GoOn", true)]
    [InlineData("healing:7/1 healing:7/1 opening committed", "Open Halt+5000 GoOn GoOn", true)]
    [InlineData("healing:7/1 healing:7/1 opening verified", "Open Halt+5000 GoOn GoOn", false)]
    public void Ordered_SequenceItHaltedAt_GoesOn(string happened, string expected, bool hasEndedSeek)
    {
        Assert.Equal(expected, Run(happened));
        Assert.Equal(hasEndedSeek, _hasEndedSeek);
    }

    [Theory]
    [InlineData("forgotten", "Halt", true)]
    [InlineData("defect forgotten", "Halt GoOn", true)]
    [InlineData("forgotten readmitted", "Halt Open", false)]
    public void Forgotten_ByAnOperator_HaltsUntilReadmitted(string happened, string expected, bool isForgotten)
    {
        Assert.Equal(expected, Run(happened));
        Assert.Equal(isForgotten, _trouble.IsForgotten);
    }

    [Theory]
    [InlineData("transient", "it broke", false, null)]
    [InlineData("transient/1 opened:-1 verified", "it broke", false, null)]
    [InlineData("transient/1 opened:7 verified", null, false, null)]
    [InlineData("transient/1 committed", null, false, null)]
    [InlineData("fatal:7/1", "At sequence 7: it broke", false, 7L)]
    [InlineData("fatal/1", "it broke", false, null)]
    [InlineData("healing:7/1 healing:7/1", "The node looks again every 5 s and then goes on by itself.", true, 7L)]
    [InlineData("healing:7/1 healing:7/1 opening unreachable", "it broke", false, 7L)]
    [InlineData("fatal:7/1 committed", "At sequence 7: it broke", false, 7L)]
    [InlineData("fatal:7/1 order:7", null, false, 7L)]
    public void Reason_WhatHappened_StaysUntilItIsOver(string happened, string? reason, bool mayHeal, long? haltedAt)
    {
        Run(happened);

        Assert.Equal(reason is null, _trouble.Reason is null);
        Assert.Contains(reason ?? "", _trouble.Reason ?? "", StringComparison.Ordinal);
        Assert.Equal(mayHeal, _trouble.MayHeal);
        Assert.Equal(haltedAt, _trouble.HaltedAt);
    }

    [Theory]
    [InlineData("fatal:7/3", 7)]
    [InlineData("fatal:7/1", -1)]
    [InlineData("transient:7/3", -1)]
    [InlineData("fatal:7/3 committed", 7)]
    public void SoloUntil_BatchOfSeveralFails_AreTriedOneByOneUpToIt(string happened, long expected)
    {
        Run(happened);

        Assert.Equal(expected, _trouble.SoloUntil);
    }

    private string Run(string happened)
    {
        List<string> steps = [];
        var now = 0L;
        foreach (var word in happened.Split(' '))
        {
            now += 100_000;
            var step = Take(word, now);
            _phase = step switch
            {
                TroubleStep.Halt => ApplierPhase.Halted,
                TroubleStep.Retry or TroubleStep.StandBy => ApplierPhase.Waiting,
                TroubleStep.Open => ApplierPhase.Following,
                _ => _phase,
            };
            steps.Add(_trouble.RetryAt(_phase) is { } at && at > now ? $"{step}+{at - now}" : $"{step}");
        }

        return string.Join(' ', steps);
    }

    private TroubleStep Take(string word, long now)
    {
        var (text, transactions) = Split(word, '/');
        var (what, sequence) = Split(text, ':');
        var at = new ApplierMoment(_phase, (int?)transactions, -1, now);
        switch (what)
        {
            case "transient" or "fatal" or "healing":
                return _trouble.NodeFaulted(Fault(what == "transient", what == "healing"), sequence, at);
            case "unknown" or "unanswered":
                return _trouble.CommitUnknown(Fault(what == "unanswered"), at);
            case "defect":
                return _trouble.Halt(Fault(), null, at);
            case "fenced":
                return _trouble.Fenced(Fault(), at);
            case "served":
                return _trouble.Served(Fault(), at);
            case "forgotten":
                return _trouble.Forgotten(Fault(), at);
            case "readmitted":
                return _trouble.Readmitted();
            case "interrupted":
                return _trouble.AskRestart(null, at);
            case "unreadable":
                return _trouble.AskRestart(Fault(), at);
            case "ended":
                return _trouble.Restart(at);
            case "order":
                var isSought = _trouble.Ordered(sequence!.Value);
                _hasEndedSeek |= isSought;
                return isSought ? _trouble.GoOnAfterOrder(_phase) : TroubleStep.GoOn;
            case "opening":
                _phase = ApplierPhase.Opening;
                return TroubleStep.GoOn;
            case "unreachable":
                _trouble.Unreachable(Fault());
                return TroubleStep.GoOn;
            case "opened":
                _phase = ApplierPhase.Following;
                var found = new NodePosition(sequence!.Value, 0, 0, null);
                var step = _trouble.Opened(found, _known, now);
                _known = found;
                return step;
            case "verified":
                _hasEndedSeek |= _trouble.Verified();
                return TroubleStep.GoOn;
            case "committed":
                _hasEndedSeek |= _trouble.Committed(_phase);
                return TroubleStep.GoOn;
            default:
                throw new ArgumentException(what, nameof(word));
        }
    }

    private static (string Text, long? Number) Split(string text, char mark) =>
        text.IndexOf(mark) is >= 0 and var at ? (text[..at], long.Parse(text[(at + 1)..], null)) : (text, null);

    private static NodeFaultException Fault(bool isTransient = false, bool mayHeal = false) =>
        new("it broke", "mend it", isTransient, null) { MayHeal = mayHeal };
}
