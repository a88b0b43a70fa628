using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class TransactionRowsTests
{
    private readonly Stack<TransactionRows> _released = [];
    private readonly AssemblyMemory _memory = new(limit: 1 << 20);

    [Fact]
    public void Release_Twice_LeavesTheTransactionThatUsesItNow()
    {
        var rows = New();
        Add(rows, "first");
        var lease = rows.Lease;
        rows.Release(lease);
        Assert.Same(rows, _released.Pop());
        Add(rows, "second");

        rows.Release(lease);

        Assert.Empty(_released);
        Assert.Equal(["second"], rows.Select(LogScript.Text));
        Assert.True(_memory.Used > 0);
    }

    [Fact]
    public void Release_GivesMemoryBackAndForgetsRows()
    {
        var rows = New();
        for (var i = 0; i < 200; i++)
        {
            Add(rows, "row");
        }

        rows.Release(rows.Lease);

        Assert.Equal(0, _memory.Used);
        Assert.Equal(0, rows.Count);
        Assert.Equal(0, rows.Bytes);
        Assert.True(rows.TryGetRows(out var held));
        Assert.Equal(0, held.Length);
        Assert.Empty(rows);
    }

    [Fact]
    public void TryGetRows_WithAKeyChange_LeavesItToTheEnumeration()
    {
        var log = new LogScript()
            .Dbz(1, 1, 5, "plain")
            .Dbz(1, 2, 6, "old", role: KeyChangeRole.OldRow, operation: ChangeOperation.Delete)
            .Dbz(1, 3, 6, "new", role: KeyChangeRole.NewRow);
        var rows = New();
        log.Events.ForEach(e => rows.Add(e.Record, e.Row));

        Assert.False(rows.TryGetRows(out _));
        Assert.Equal([false, true], rows.Select(row => row.ChangesKey));
        rows.Release(rows.Lease);
        rows.Add(log.Events[0].Record, log.Events[0].Row);
        Assert.True(rows.TryGetRows(out var held));
        Assert.Equal("plain", LogScript.Text(held.Span[0]));
    }

    private TransactionRows New() => new(_memory, new MemorySpool(new LogScript()), _released);

    private static void Add(TransactionRows rows, string text)
    {
        var row = new LogScript().Lone(text).Events[0];
        rows.Add(row.Record, row.Row);
    }
}
