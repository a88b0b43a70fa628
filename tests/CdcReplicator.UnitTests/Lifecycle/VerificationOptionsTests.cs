using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class VerificationOptionsTests
{
    [Theory]
    [InlineData(3600, 0.1, null)]
    [InlineData(0, 1, null)]
    [InlineData(-1, 0.1, "Interval is -00:00:01")]
    [InlineData(0.05, 0.1, "Interval is 00:00:00.05")]
    [InlineData(3600, 0, "MaxLoad is 0")]
    [InlineData(3600, 1.5, "MaxLoad is 1.5")]
    [InlineData(3600, double.NaN, "MaxLoad is NaN")]
    public void Validate_Values_NamesTheOneThatIsWrong(double seconds, double maxLoad, string? expected)
    {
        var options = new VerificationOptions { Interval = TimeSpan.FromSeconds(seconds), MaxLoad = maxLoad };

        var errors = options.Validate();

        Assert.Equal(expected is null ? 0 : 1, errors.Count);
        Assert.All(errors, error => Assert.Contains(expected!, error, StringComparison.Ordinal));
    }
}
