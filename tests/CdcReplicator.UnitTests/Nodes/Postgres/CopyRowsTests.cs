using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class CopyRowsTests
{
    private const int Rows = 5000;
    private const int Columns = 1;
    private readonly CopyPages _pages = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Next_SomePagesMadeAhead_SameBytesAsWithout(int ahead)
    {
        using var plain = Make();
        var expected = Send(plain);
        using var rows = Make();

        for (var i = 0; i < ahead && rows.TryMakeAhead(); i++)
        {
            // As many as are asked for.
        }

        Assert.Equal(expected, Send(rows));
        Assert.True(expected.Length > 3 * CopyPages.PageBytes);
    }

    [Fact]
    public async Task Next_TakenOverWhilePagesAreMade_SameBytesAsWithout()
    {
        using var plain = Make();
        var expected = Send(plain);
        for (var i = 0; i < 50; i++)
        {
            using var rows = Make();
            var making = Task.Run(() =>
            {
                while (rows.TryMakeAhead())
                {
                    // Until it is taken over.
                }
            });

            var sent = Send(rows);
            await making;
            Assert.Equal(expected, sent);
        }

        Assert.Equal(0, _pages.Taken);
    }

    [Fact]
    public void TryMakeAhead_TakenOver_False()
    {
        using var rows = Make();
        rows.TakeOver();

        Assert.False(rows.TryMakeAhead());
    }

    [Fact]
    public void Next_RowThatFailedAhead_FailsAgain()
    {
        using var rows = new CopyRows(
            Rows,
            Columns,
            (page, row) =>
            {
                if (row == Rows - 1)
                {
                    throw new InvalidOperationException("does not fit");
                }

                Write(page, row);
            },
            _pages
        );
        Assert.Throws<InvalidOperationException>(() =>
        {
            while (rows.TryMakeAhead())
            {
                // Up to the row.
            }
        });

        Assert.Throws<InvalidOperationException>(() => Send(rows));
    }

    [Fact]
    public void Dispose_PagesMadeAhead_GivenBack()
    {
        var rows = Make();
        Assert.True(rows.TryMakeAhead());
        Assert.True(rows.TryMakeAhead());
        Assert.Equal(2, _pages.Taken);

        rows.Dispose();

        Assert.Equal(0, _pages.Taken);
        Assert.False(rows.TryMakeAhead());
    }

    private CopyRows Make() => new(Rows, Columns, Write, _pages);

    private byte[] Send(CopyRows rows)
    {
        var sent = new List<byte>();
        rows.TakeOver();
        while (rows.Next() is { } page)
        {
            sent.AddRange(page.Written.Span);
            _pages.Return(page);
        }

        return [.. sent];
    }

    private static void Write(CopyBuffer page, int row) => page.Text(new string((char)('a' + (row % 26)), row % 100));
}
