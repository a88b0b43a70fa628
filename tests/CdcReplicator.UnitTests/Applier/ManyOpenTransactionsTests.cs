using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Tens of thousands of BEGINs whose END never comes.</summary>
public sealed class ManyOpenTransactionsTests
{
    private const int Open = 20_000;

    [Fact]
    public void OpenTransactionList_TwentyThousandBegins_IsShort()
    {
        var assembler = Assembler();
        Begin(assembler);

        var list = OpenTransactionList.Of(assembler.OpenConnectorTransactions);

        Assert.InRange(list.Sum(line => Encoding.UTF8.GetByteCount(line)), 1, 16 << 10);
        Assert.Equal($"and {Open - OpenTransactionList.Listed} more", list[^1]);
    }

    [Fact]
    public void RestartOffset_OfManyTheFirstEnd_IsThatOfTheNext()
    {
        var assembler = Assembler();
        Begin(assembler);
        Assert.Equal(0, assembler.RestartOffset);

        for (var i = 0; i < Open; i++)
        {
            var offset = Open + i;
            assembler.Add(new LogEvent(Record(offset), new EndEvent($"{i}:1", 0, 0)));
            Assert.Equal(i + 1 < Open ? i + 1 : offset + 1, assembler.RestartOffset);
        }
    }

    private static TransactionAssembler Assembler() =>
        new(ClusterSettings.NewLog(), AssemblyStart.At(NodePosition.Origin), 1 << 20, new MemorySpool(new LogScript()));

    private static void Begin(TransactionAssembler assembler)
    {
        for (var i = 0; i < Open; i++)
        {
            assembler.Add(new LogEvent(Record(i), new BeginEvent($"{i}:1")));
        }
    }

    private static LogRecord Record(long offset) => new(offset, 1, default, default, []);
}
