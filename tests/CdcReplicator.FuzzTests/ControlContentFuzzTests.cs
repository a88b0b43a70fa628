using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>Control messages of any content are an order, or order nothing.</summary>
public sealed class ControlContentFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Prefixes =
    [
        WellKnown.AbandonMessage,
        WellKnown.DiscardMessage,
        WellKnown.SkipMessage,
        WellKnown.AcceptSourceMessage,
        WellKnown.RowsMessage,
        WellKnown.ControlPrefix,
        WellKnown.ControlPrefix + "\u001b[2J",
    ];

    private static readonly (string Connector, string Name)[] Sources =
    [
        (WellKnown.SdkConnector, WellKnown.OperatorPublisher),
        (WellKnown.SdkConnector, "once-1"),
        ("postgresql", WellKnown.OperatorPublisher),
    ];

    [Fact]
    public void Add_ControlMessageOfAnyContent_IsAnOrderOrOrdersNothing()
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
                var (connector, name) = Sources[offset / Prefixes.Length % Sources.Length];
                var source = new SourceInfo(connector, name, null, null, SnapshotMark.None, 0);
                var completed = assembler.Add(new LogEvent(record, new MessageEvent(prefix, content, source, null)));

                Assert.NotNull(completed);
                var transaction = completed.Value.Transaction;
                Assert.True(transaction.Control is null != transaction.Ignored is null);
                Plain.Check(transaction.Ignored?.Why ?? "");
                completed.Value.Release();
                return transaction.Control is not null;
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
