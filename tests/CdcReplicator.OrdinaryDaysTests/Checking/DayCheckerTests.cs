using Xunit;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The checker of days: each rule broken once, and what may be.</summary>
public sealed class DayCheckerTests
{
    private const string Node = "a";

    private static readonly DayEvent[] Written =
    [
        new DayEvent.Tried(1, 1),
        new DayEvent.Acknowledged(1, 1, 10),
        new DayEvent.Tried(1, 2),
        new DayEvent.Acknowledged(1, 2, 20),
        new DayEvent.Tried(2, 1),
        new DayEvent.Refused(2, 1, "rejected"),
        new DayEvent.Tried(3, 1),
    ];

    [Fact]
    public void CheckEnds_EverythingAcknowledgedIsThere_IsKept() => Assert.Empty(Ends([(1, 2)]));

    [Fact]
    public void CheckEnds_AWriteOfUnknownOutcomeIsThere_IsKept() => Assert.Empty(Ends([(1, 2), (3, 1)]));

    [Fact]
    public void CheckEnds_RowMissing_IsLost() => Assert.Equal([DayRule.NothingLost], Ends([]));

    [Fact]
    public void CheckEnds_OlderVersion_IsLost() => Assert.Equal([DayRule.NothingLost], Ends([(1, 1)]));

    [Fact]
    public void CheckEnds_RefusedWriteIsThere_HadAnEffect() =>
        Assert.Equal([DayRule.RefusedHasNoEffect], Ends([(1, 2), (2, 1)]));

    [Theory]
    [InlineData(1, 7)]
    [InlineData(9, 1)]
    public void CheckEnds_WhatNobodyWrote_IsFound(long key, int version) =>
        Assert.Contains(DayRule.NothingElseThere, Ends([(key, version)]));

    [Theory]
    [InlineData(NodeState.Halted)]
    [InlineData(NodeState.Failed)]
    [InlineData(NodeState.Diverged)]
    public void CheckEnds_TroubleWithoutAReason_IsFound(NodeState state) =>
        Assert.Equal([DayRule.SaysWhatIsWrong], Ends([], node => node with { State = state, Reason = " " }));

    [Fact]
    public void CheckEnds_TroubleOfANodeThatNobodySpoilt_DoesNotGoOn() =>
        Assert.Equal([DayRule.GoesOn], Ends([], node => node with { State = NodeState.Halted, Reason = "why" }));

    [Fact]
    public void CheckEnds_TroubleOfASpoiltNode_IsKept() =>
        Assert.Empty(
            Ends([], node => node with { State = NodeState.Halted, Reason = "why" }, new DayEvent.Spoilt(Node))
        );

    [Fact]
    public void CheckEnds_SpoiltNodeSaysActive_IsFound() =>
        Assert.Equal([DayRule.NothingLost], Ends([], events: new DayEvent.Spoilt(Node)));

    [Theory]
    [InlineData(1, 20, 2)]
    [InlineData(1, 10, 1)]
    [InlineData(1, 10, 2)]
    [InlineData(1, 9, null)]
    [InlineData(3, 20, null)]
    [InlineData(3, 20, 1)]
    public void CheckReads_WhatTheTokenCovers_IsKept(long key, long token, int? version) =>
        Assert.Empty(Reads(new DayEvent.Read(Node, key, token, version, Written.Length)));

    [Theory]
    [InlineData(20, 1)]
    [InlineData(20, null)]
    [InlineData(10, null)]
    public void CheckReads_LessThanTheTokenCovers_IsFound(long token, int? version) =>
        Assert.Equal([DayRule.ReadsCoverTheirToken], Reads(new DayEvent.Read(Node, 1, token, version, Written.Length)));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 7)]
    [InlineData(9, 1)]
    public void CheckReads_WhatWasNotWritten_IsFound(long key, int version) =>
        Assert.Equal([DayRule.ReadsFindNothingElse], Reads(new DayEvent.Read(Node, key, 5, version, Written.Length)));

    [Fact]
    public void CheckReads_AcknowledgedAfterTheReadBegan_IsNotOwed() =>
        Assert.Empty(Reads(new DayEvent.Read(Node, 1, 20, 1, 3)));

    [Fact]
    public void CheckReads_SpoiltNode_SaysNothing() =>
        Assert.Empty(Reads(new DayEvent.Spoilt(Node), new DayEvent.Read(Node, 1, 20, null, Written.Length)));

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void CheckReads_SpoiltNodeAfterItsVerdictsShowIt_IsFoundAfterFiveSeconds(int looks, bool isFound)
    {
        DayEvent[] before = [new DayEvent.Spoilt(Node), new DayEvent.Shown(Node), .. Looks(looks, isActive: true)];
        var read = new DayEvent.Read(Node, 1, 20, null, Written.Length + before.Length);

        Assert.Equal(isFound ? [DayRule.ReadsCoverTheirToken] : [], Reads([.. before, read]));
    }

    [Fact]
    public void CheckReads_SpoiltOnceMore_SaysNothingAgain() =>
        Assert.Empty(
            Reads([
                new DayEvent.Spoilt(Node),
                new DayEvent.Shown(Node),
                .. Looks(20, isActive: true),
                new DayEvent.Spoilt(Node),
                new DayEvent.Read(Node, 1, 20, null, Written.Length + 23),
            ])
        );

    [Theory]
    [InlineData(20, true, 1, true)]
    [InlineData(20, true, 4, true)]
    [InlineData(20, true, 5, false)]
    [InlineData(19, true, 0, false)]
    [InlineData(40, false, 0, false)]
    public void CheckDay_ReadsAnsweredInFewIntervals_IsFound(int intervals, bool isActive, int answered, bool isFound)
    {
        DayEvent[] day =
        [
            .. Looks(1, isActive),
            .. Enumerable
                .Range(0, intervals)
                .SelectMany(i => (DayEvent[])[.. i < answered ? Answer() : [], .. Looks(1, isActive)]),
        ];

        var found = new DayChecker([.. Written, .. day]).CheckDay().Select(violation => violation.Rule);

        Assert.Equal(isFound ? [DayRule.ReadsAreAnswered] : [], found);
    }

    [Fact]
    public void CheckDay_SentAfterTheLogWasReplaced_IsFound() =>
        Assert.Equal(
            [DayRule.NothingGoesElsewhere],
            new DayChecker([
                .. Written,
                new DayEvent.LogReplaced(),
                new DayEvent.Acknowledged(3, 1, 30),
                new DayEvent.Tried(4, 1),
                new DayEvent.Acknowledged(4, 1, 0),
            ])
                .CheckDay()
                .Select(violation => violation.Rule)
        );

    [Fact]
    public void CheckEnds_TroubleAfterTheLogWasReplaced_IsKept() =>
        Assert.Empty(
            Ends([], node => node with { State = NodeState.Halted, Reason = "why" }, new DayEvent.LogReplaced())
        );

    [Fact]
    public void CheckReads_BeforeTheNodeWasSpoilt_IsFound() =>
        Assert.NotEmpty(Reads(new DayEvent.Read(Node, 1, 20, null, Written.Length), new DayEvent.Spoilt(Node)));

    private static DayEvent[] Answer() => [new DayEvent.Read(Node, 1, 20, 2, Written.Length)];

    private static IEnumerable<DayEvent> Looks(int count, bool isActive) =>
        Enumerable.Repeat(new DayEvent.Looked(isActive), count);

    private static DayRule[] Reads(params DayEvent[] events) =>
        [.. new DayChecker([.. Written, .. events]).CheckReads().Select(violation => violation.Rule)];

    private static DayRule[] Ends(
        (long Key, int Version)[] rows,
        Func<NodeEnd, NodeEnd>? change = null,
        params DayEvent[] events
    )
    {
        var end = new NodeEnd(Node, NodeState.Active, null, rows.ToDictionary(r => r.Key, r => r.Version));
        return
        [
            .. new DayChecker([.. Written, .. events])
                .CheckEnds([change?.Invoke(end) ?? end])
                .Select(violation => violation.Rule),
        ];
    }
}
