using System.Globalization;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PathTrustTests
{
    private const uint Self = 1000;

    /// <summary>From the top: owner, mode in octal digits, and L for a link.</summary>
    [Theory]
    [InlineData("own folder", "0:755 0:755 1000:700", null)]
    [InlineData("own folder below /tmp", "0:755 0:1777 1000:700", null)]
    [InlineData("folder of a group", "0:755 1000:770 1000:770", null)]
    [InlineData("volume of another account, as containers mount it", "0:755 1001:755 1001:755", null)]
    [InlineData("somebody was first below /tmp", "0:755 0:1777 1001:755", "part2")]
    [InlineData("somebody was first above", "0:755 0:1777 1001:1777 1000:700", "part2")]
    [InlineData("somebody's link below /tmp", "0:755 0:1777 1001:777L", "part2")]
    [InlineData("own link below /tmp", "0:755 0:1777 1000:777L", null)]
    [InlineData("root's folder below /tmp", "0:755 0:1777 0:755", null)]
    [InlineData("open to all", "0:755 1000:777", "part1")]
    [InlineData("below what is open to all", "0:755 1000:777 1000:700", "part1")]
    public void Problem_Chain_NamesTheFirstThatIsWrong(string what, string chain, string? expected)
    {
        var problem = PathTrust.Problem([.. chain.Split(' ').Select(Part)], Self);

        Assert.Equal((what, expected is not null), (what, problem is not null));
        Assert.Contains(expected is null ? "" : $"'{expected}'", problem ?? "", StringComparison.Ordinal);
    }

    private static PathFacts Part(string text, int place)
    {
        var parts = text.TrimEnd('L').Split(':');
        return new PathFacts(
            $"part{place}",
            uint.Parse(parts[0], CultureInfo.InvariantCulture),
            (UnixFileMode)Convert.ToInt32(parts[1], 8),
            text.EndsWith('L')
        );
    }
}
