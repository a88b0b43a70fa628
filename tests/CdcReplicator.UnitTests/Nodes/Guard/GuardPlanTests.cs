using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class GuardPlanTests
{
    [Theory]
    [InlineData(null, true, NodeGuard.On, false, GuardStep.Put)]
    [InlineData(null, false, NodeGuard.On, false, GuardStep.CannotPut)]
    [InlineData('A', true, NodeGuard.On, false, GuardStep.Nothing)]
    [InlineData('A', false, NodeGuard.On, false, GuardStep.Nothing)]
    [InlineData('O', true, NodeGuard.On, false, GuardStep.Put)]
    [InlineData('D', false, NodeGuard.On, false, GuardStep.CannotPut)]
    [InlineData(null, true, NodeGuard.On, true, GuardStep.Nothing)]
    [InlineData('A', true, NodeGuard.On, true, GuardStep.Remove)]
    [InlineData('A', true, NodeGuard.Off, false, GuardStep.Remove)]
    [InlineData('A', false, NodeGuard.Off, false, GuardStep.CannotRemove)]
    [InlineData(null, false, NodeGuard.Off, false, GuardStep.Nothing)]
    internal void Of_Table_SaysWhatIsToBeDone(
        char? trigger,
        bool isOwned,
        NodeGuard guard,
        bool ignored,
        GuardStep step
    ) => Assert.Equal(step, GuardPlan.Of(Table("t", isOwned, trigger), guard, ignored));

    [Fact]
    public void Say_WhatCouldNotBeDone_NamesEachWithItsRemedy()
    {
        var found = new GuardFindings();
        for (var i = 1; i <= 7; i++)
        {
            found.Add(Table($"t{i}", isOwned: false, null), isPut: true, GuardChange.Refused);
        }

        found.Add(Table("busy", isOwned: true, null), isPut: true, GuardChange.Locked);
        found.Add(Table("old", isOwned: false, 'A'), isPut: false, GuardChange.Refused);
        found.Add(Table("fine", isOwned: true, null), isPut: true, GuardChange.Done);
        found.AddEvents(NodeGuard.On, GuardChange.Refused);

        var said = found.Say("cdc");

        Assert.True(found.WaitsForLocks);
        Assert.Equal(4, said.Count);
        Assert.StartsWith(
            "unguarded: public.t1, public.t2, public.t3, public.t4, public.t5 and 2 more: ",
            said[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("make the applier's role cdc a member of app", said[0], StringComparison.Ordinal);
        Assert.StartsWith("unguarded: public.busy: another session", said[1], StringComparison.Ordinal);
        Assert.Contains("superuser", said[2], StringComparison.Ordinal);
        Assert.StartsWith("still guarded against its settings: public.old; ", said[3], StringComparison.Ordinal);
    }

    [Fact]
    public void IsEmpty_EverythingDone_SaysNothing()
    {
        var found = new GuardFindings();
        found.Add(Table("t", isOwned: true, null), isPut: true, GuardChange.Done);
        found.AddEvents(NodeGuard.On, GuardChange.Done);

        Assert.True(found.IsEmpty);
        Assert.False(found.WaitsForLocks);
    }

    private static GuardedTable Table(string name, bool isOwned, char? trigger) =>
        new(TableName.Parse(name), isOwned, "app", trigger);
}
