using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// The reason of a node that stands still ends with the command that gets it going; where no order does, with what to
/// mend.
/// </summary>
public sealed class HaltTextTests
{
    private const string Mend = "Mend it.";

    public static TheoryData<string, string> Halts =>
        new()
        {
            { "broken", "cdc-replicator skip 5000000042 --reason '...'" },
            { "undecodable", "cdc-replicator skip 5000000042 --reason '...'" },
            { "refused", "cdc-replicator skip 5000000042 --reason '...'" },
            { "healing", "cdc-replicator skip 5000000042 --reason '...'" },
            { "BegunLower", "cdc-replicator skip 5000000042 --reason '...'" },
            { "LeavesOut", "cdc-replicator skip 5000000042 --reason '...'" },
            { "OtherForm", "cdc-replicator skip 5000000042 --reason '...'" },
            { "SamePlace", "cdc-replicator skip 5000000042 --reason '...'" },
            { "node", Mend },
            { "node that heals", "The node looks again every 3 s and then goes on by itself." },
            { "log", Mend },
            { "defect", Mend },
            { "long", "cdc-replicator skip 5000000042 --reason '...'" },
        };

    [Theory]
    [MemberData(nameof(Halts))]
    public void Of_AnyHalt_EndsWithTheCommandOrWhatToMend(string what, string end) =>
        Assert.EndsWith(end, Cut(TextOf(what)), StringComparison.Ordinal);

    [Theory]
    [InlineData("BegunLower", true)]
    [InlineData("LeavesOut", true)]
    [InlineData("OtherForm", true)]
    [InlineData("SamePlace", false)]
    public void Of_SourceInDoubt_NamesTheSourceQuotedForAShell(string doubt, bool isOffered) =>
        Assert.Equal(
            isOffered,
            TextOf(doubt).Contains(@"cdc-replicator accept-source 'erp'\''s db' ", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("nightly backup", "a", ": nightly backup. To let it go on: cdc-replicator resume a --reason '...'")]
    [InlineData("", "a b", "17. To let it go on: cdc-replicator resume 'a b' --reason '...'")]
    public void Paused_ByAnOperator_EndsWithTheCommandThatResumes(string reason, string node, string end) =>
        Assert.EndsWith(
            end,
            HaltText.Paused(new LogStop.Pause(17, new ControlOrder.Pause(node, 17, reason))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a", "a")]
    [InlineData("eu-1.node_2", "eu-1.node_2")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("-x", "'-x'")]
    [InlineData("a\n", "'a\n'")]
    public void Quote_AnyWord_IsOneWordForAShell(string word, string quoted) =>
        Assert.Equal(quoted, OperatorCommand.Quote(word));

    // As a heartbeat carries it.
    private static string Cut(string text) => ShortText.Of(text, MemberBounds.MaxReason);

    private static string TextOf(string what) =>
        what switch
        {
            "broken" => HaltText.Of(new BrokenTransactionException(Place, "it is torn."), Place),
            "undecodable" => HaltText.Of(new UndecodableRecordException(Place, "no Avro.", Mend), Place),
            "refused" => HaltText.Of(Fault(mayHeal: false), Place),
            "healing" => HaltText.Of(Fault(mayHeal: true), Place, 3000),
            "node" => HaltText.Of(Fault(mayHeal: false), null),
            "node that heals" => HaltText.Of(Fault(mayHeal: true), null, 3000),
            "log" => HaltText.Of(new LogMismatchException("Another log.", Mend), null),
            "defect" => HaltText.Of(new ReplicationException("A defect.", Mend), null),
            "long" => HaltText.Of(new BrokenTransactionException(Place, new string('x', 9000)), Place),
            _ => HaltText.Of(new UnjudgedSourceException(Place, "erp's db", Enum.Parse<SourceDoubt>(what)), Place),
        };

    private const long Place = 5_000_000_042;

    private static NodeFaultException Fault(bool mayHeal) =>
        new("It cannot.", Mend, isTransient: false, code: null) { MayHeal = mayHeal };
}
