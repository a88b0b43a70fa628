using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class UnreadableBatchTests
{
    [Fact]
    public void FirstBehind_AnyLength_IsExactAndAsksRarely()
    {
        const long first = 1000;
        for (var length = 1; length < 600; length++)
        {
            var asked = 0;

            var found = UnreadableBatch.FirstBehind(
                first,
                at =>
                {
                    asked++;
                    return at < first + length;
                }
            );

            Assert.Equal(first + length, found);
            Assert.InRange(asked, 1, 22);
        }
    }
}
