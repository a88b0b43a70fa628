using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>Control messages of any content are taken, or are a fault of the log that names their offset.</summary>
public sealed class ControlContentFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Prefixes =
    [
        WellKnown.AbandonMessage,
        WellKnown.DiscardMessage,
        WellKnown.SkipMessage,
        WellKnown.AcceptSourceMessage,
        WellKnown.ControlPrefix,
        WellKnown.ControlPrefix + "\u001b[2J",
    ];

    [Fact]
    public void Add_ControlMessageOfAnyContent_IsTakenOrAFaultOfTheLog()
    {
        var offset = 0L;
        var assembler = NewAssembler();
        new FuzzRun(output).Run(
            [
                .. new[]
                {
                    """{"publisher":"once-1","number":5}""",
                    """{"source":"erp","id":"571:1000"}""",
                    """{"sequence":42}""",
                    """{"source":"erp"}""",
                    """{"checkpoint":"a","tables":["public.items"],"nodes":[]}""",
                }.Select(Encoding.UTF8.GetBytes),
            ],
            content =>
            {
                var record = new LogRecord(offset++, offset, default, content, []);
                var prefix = Prefixes[offset % Prefixes.Length];
                var source = new SourceInfo("operator", "operator", null, null, SnapshotMark.None, 0);
                try
                {
                    assembler.Add(new LogEvent(record, new MessageEvent(prefix, content, source, null)));
                    return true;
                }
                catch (BrokenTransactionException broken)
                {
                    Assert.Equal(record.Offset, broken.Offset);
                    Plain.Check(broken.Message);
                    assembler.PassOver(record);
                    return false;
                }
            }
        );
    }

    private static TransactionAssembler NewAssembler() =>
        new(ClusterSettings.NewLog(), AssemblyStart.At(NodePosition.Origin), 1 << 20, new NoSpool());

    private sealed class NoSpool : ITransactionSpool
    {
        public ISpooledRows Create() => throw new NotSupportedException("Control messages have no rows.");
    }
}
