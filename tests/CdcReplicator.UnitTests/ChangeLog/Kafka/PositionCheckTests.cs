using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PositionCheckTests
{
    [Theory]
    [InlineData(10, 10, 20, null)]
    [InlineData(15, 10, 20, null)]
    [InlineData(20, 10, 20, null)]
    [InlineData(9, 10, 20, "retention")]
    [InlineData(21, 10, 20, "truncated or created anew")]
    [InlineData(1, 0, 0, "truncated or created anew")]
    public void Find_Position_AgainstBounds(long position, long start, long end, string? reason)
    {
        var mismatch = PositionCheck.Find("kafka://b/c", "c.log", position, start, end);

        if (reason is null)
        {
            Assert.Null(mismatch);
            return;
        }

        Assert.NotNull(mismatch);
        Assert.Contains(reason, mismatch.Problem, StringComparison.Ordinal);
        Assert.Contains($"Offset {position} ", mismatch.Problem, StringComparison.Ordinal);
        Assert.Contains($"{start} to {end}", mismatch.Problem, StringComparison.Ordinal);
    }
}
