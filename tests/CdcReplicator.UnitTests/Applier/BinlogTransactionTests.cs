using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class BinlogTransactionTests
{
    private const string Id = "file=bin.000009,pos=100";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Add_ResumedInside_HoldsEveryRowOnceWhereverTheCutIs(int resumeAt)
    {
        (BinlogPlace Place, string Text)[] rows =
        [
            (new("bin.000009", 120, 0), "a"),
            (new("bin.000009", 120, 1), "b"),
            (new("bin.000009", 140, 0), "c"),
            (new("bin.000010", 4, 0), "d"),
            (new("bin.000010", 4, 1), "e"),
        ];
        var log = new LogScript().Other(new BeginEvent(Id));
        for (var i = 0; i < 4; i++)
        {
            log.Binlog(Id, i + 1, rows[i].Place, rows[i].Text);
        }

        log.Other(new BeginEvent(Id));
        for (var i = resumeAt - 1; i < rows.Length; i++)
        {
            log.Binlog(Id, i - resumeAt + 2, rows[i].Place, rows[i].Text);
        }

        log.Other(new EndEvent(Id, rows.Length - resumeAt + 1, log.Time));

        Assert.EndsWith("=a,b,c,d,e", Assert.Single(log.Assemble()), StringComparison.Ordinal);
    }
}
