using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class CleanUpTests
{
    [Fact]
    public void All_StepsThatThrow_DoesTheOthersAndThrowsTheFirstError()
    {
        var done = new List<int>();

        var error = Assert.Throws<IOException>(() =>
            CleanUp.All(
                () => done.Add(1),
                () => throw new IOException("first"),
                () => done.Add(3),
                () => throw new InvalidOperationException("second"),
                () => done.Add(5)
            )
        );

        Assert.Equal("first", error.Message);
        Assert.Equal([1, 3, 5], done);
    }
}
