using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LoneKeyChangeTests
{
    [Fact]
    public void Add_DeleteThenCreate_AreOneTransactionAtTheCreate()
    {
        var log = new LogScript().LoneDelete("old", 10).Tombstone().LoneCreate("new", 10).Lone("next");

        Assert.Equal(["2=new", "3=next"], log.Assemble());
    }

    [Fact]
    public void Add_DeleteWithoutCreate_HoldsTheRestartOffset()
    {
        List<CompletedTransactionOffsets> offsets = [];
        List<CdcReplicator.Applier.CompletedTransaction> completed = [];
        new LogScript().Lone("a").LoneDelete("old", 10).Lone("b").LoneCreate("new", 10).Assemble(completed: completed);
        offsets.AddRange(
            completed.Select(c => new CompletedTransactionOffsets(c.Transaction.Sequence, c.After.RestartOffset))
        );

        Assert.Equal([new(0, 1), new(2, 1), new(3, 4)], offsets);
    }

    [Fact]
    public void Add_StartedAgainAtTheDelete_GivesTheSame()
    {
        var log = new LogScript().Lone("a").LoneDelete("old", 10).Lone("b").LoneCreate("new", 10);

        Assert.Equal(["3=new"], log.Assemble(restartOffset: 1, lastApplied: 2));
    }

    [Fact]
    public void Add_KilledBetweenThem_TheRepeatedDeleteIsNoSecondOne()
    {
        var log = new LogScript()
            .LoneDelete("old", 10)
            .Lone("before, again")
            .LoneDelete("old", 10)
            .LoneCreate("new", 10)
            .Lone("next");

        Assert.Equal(["1=before, again", "3=new", "4=next"], log.Assemble());
    }

    [Fact]
    public void Add_DeleteOfAnotherKeyChange_ReleasesTheOneBeforeAsADelete()
    {
        var log = new LogScript().LoneDelete("old", 10).LoneDelete("other", 20).LoneCreate("new", 20);

        Assert.Equal(["1=old", "2=new"], log.Assemble());
    }

    [Fact]
    public void Add_OtherSource_DoesNotCompleteIt()
    {
        var log = new LogScript().LoneDelete("old", 10).LoneCreate("x", 10, "crm").LoneCreate("new", 10);

        Assert.Equal(["1=x", "2=new"], log.Assemble());
    }

    private sealed record CompletedTransactionOffsets(long Sequence, long RestartOffset);
}
