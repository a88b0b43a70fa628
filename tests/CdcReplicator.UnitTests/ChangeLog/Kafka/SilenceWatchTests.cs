using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SilenceWatchTests
{
    [Theory]
    [InlineData("100", "x")]
    [InlineData("100 100 149", "x..")]
    [InlineData("100 150 151", "xx.")]
    [InlineData("100 99 100", "xx.")]
    public void Hears_AppendTimes_MarksWhatCameAfterASilence(string times, string expected)
    {
        var watch = new SilenceWatch();

        var actual = times
            .Split(' ')
            .Select(time => new LogRecord(0, long.Parse(time, CultureInfo.InvariantCulture), null, null, []))
            .Select(record => watch.Hears(record) ? 'x' : '.');

        Assert.Equal(expected, string.Concat(actual));
    }
}
