using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>What a member's entry keeps retention from deleting, in a log that starts at offset 10.</summary>
public sealed class MemberNeedsTests
{
    private const long Start = 10;

    [Theory]
    [InlineData("its last record, by which it knows the log again", 49, 50, NodeState.Active, 49L)]
    [InlineData("the first record of its oldest open transaction", 49, 30, NodeState.Active, 30L)]
    [InlineData("all from its position, though it is halted", 49, 50, NodeState.Halted, 49L)]
    [InlineData("all from the start, before its first transaction", -1, 10, NodeState.Joining, 10L)]
    [InlineData("nothing, for it is no member any more", 49, 50, NodeState.Left, null)]
    [InlineData("nothing, for what it needs is gone", 3, 4, NodeState.Halted, null)]
    public void Need_OfAMember_IsWhatItHasNotReadAndItsLastRecord(
        string why,
        long applied,
        long restart,
        NodeState state,
        long? expected
    )
    {
        var status = new MemberStatus
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "a",
            ApplierId = "a",
            State = state,
            LastAppliedSequence = applied,
            RestartOffset = restart,
        };

        var need = MemberNeeds.Need(ClusterJson.Write(status, ClusterJson.Default.MemberStatus), Start);

        Assert.True(expected == need, $"It needs {why}, not {need}.");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"nodeId":"a"}""")]
    [InlineData("""{"state":"Active","restartOffset":"x","lastAppliedSequence":1}""")]
    [InlineData("[]")]
    public void Need_EntryThatCannotBeRead_IsEverything(string entry) =>
        Assert.Equal(Start, MemberNeeds.Need(Encoding.UTF8.GetBytes(entry), Start));

    [Fact]
    public void Need_StateOfALaterProgram_IsWhatItsPositionSays() =>
        Assert.Equal(
            20,
            MemberNeeds.Need("""{"state":"Paused","restartOffset":21,"lastAppliedSequence":20}"""u8.ToArray(), Start)
        );
}
