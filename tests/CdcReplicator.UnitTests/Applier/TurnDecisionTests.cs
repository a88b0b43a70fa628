using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Whose turn it is to work on a node, over everything an applier can find when it looks.</summary>
public sealed class TurnDecisionTests
{
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(2.5);

    [Theory]
    // Nobody was there.
    [InlineData(null, null, 0, false, "Free")]
    // It works already, whatever heartbeat one that was stopped has left since.
    [InlineData("me", "me", 0, false, "Own")]
    [InlineData("me", "other", 0, false, "Own")]
    // It has left and comes back.
    [InlineData("me left", "me", 0, false, "Free")]
    // Another one lives: also if its log is idle, because its heartbeats come.
    [InlineData("other", "other", 0, false, "Others")]
    [InlineData("other", "other", 2500, false, "Others")]
    // It took over just now, and the heartbeat is still of this one or of nobody.
    [InlineData("other", "me", 100, false, "Others")]
    [InlineData("other", null, 100, false, "Others")]
    // It was killed, or stopped by SIGSTOP.
    [InlineData("other", "other", 2501, false, "Free")]
    [InlineData("other", "me", 2501, false, "Free")]
    // Its process is known to be gone.
    [InlineData("other", "other", 0, true, "Free")]
    // It said good-bye.
    [InlineData("other left", "other", 0, false, "Free")]
    [InlineData("other left", null, 0, false, "Free")]
    // One of a version that says nothing follows it, or was always there.
    [InlineData("other left", "third", 0, false, "Others")]
    [InlineData("other left", "third", 2501, false, "Free")]
    [InlineData(null, "other", 0, false, "Others")]
    [InlineData(null, "other", 2501, false, "Free")]
    // A version that says nothing ran here before.
    [InlineData(null, "me", 0, false, "Free")]
    public void Decide_WhatIsFound_IsTheTurnOf(string? said, string? heard, int silence, bool isGone, string expected)
    {
        var words = said?.Split(' ');
        var serving = words is null ? null : new Serving("a", words[0], HasLeft: words.Length > 1);

        var turn = TurnDecision.Decide("me", serving, heard, TimeSpan.FromMilliseconds(silence), DeadAfter, isGone);

        Assert.Equal(expected, turn.ToString());
    }

    [Fact]
    public void IsGone_ProcessesOfThisMachine_AreTold()
    {
        var machine = Environment.MachineName;
        using var process = System.Diagnostics.Process.Start("true");
        process.WaitForExit();

        Assert.True(ApplierIdentity.IsGone($"{machine}:{process.Id}:x"));
        Assert.False(ApplierIdentity.IsGone($"{machine}x:{process.Id}:x"));
        Assert.False(ApplierIdentity.IsGone($"{machine}:1:x"));
        Assert.False(ApplierIdentity.IsGone(ApplierIdentity.New()));
        Assert.False(ApplierIdentity.IsGone("something else"));
    }
}
