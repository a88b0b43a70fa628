using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class ProofTurnTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3600);

    /// <summary>Asker, wait, begun, table, published, now, expected wait; in seconds.</summary>
    public static IEnumerable<object?[]> Cases =>
        new TheoryData<string, int, int?, string?, int, int, int>
        {
            // Between two rounds the interval counts, from the beginning of the last one.
            { "self", 0, 1000, null, 1500, 1500, 3100 },
            { "self", 0, 1000, null, 1500, 4600, 0 },
            { "self", 0, null, null, 1500, 1500, 3600 },
            { "other", 0, 1000, null, 1500, 4600, 30 },
            { "other", 0, 1000, null, 1500, 4630, 0 },
            // In a round the pause counts, from the last entry.
            { "self", 45, 1000, "t", 1500, 1510, 35 },
            { "self", 45, 1000, "t", 1500, 1545, 0 },
            { "other", 45, 1000, "t", 1500, 1545, 30 },
            { "other", 45, 1000, "t", 1500, 1576, 0 },
            // A store whose clock is a year ahead.
            { "self", 45, 1000, "t", 31_000_000, 1500, 45 },
            { "other", 0, 31_000_000, null, 31_000_000, 1500, 3630 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void WaitOf_PlaceOfTheRound_IsTheTimeUntilItsTurn(
        string asker,
        int wait,
        int? began,
        string? table,
        int published,
        int now,
        int expected
    )
    {
        var round = ProofCourse.First(asker) with
        {
            WaitMilliseconds = wait * 1000,
            Began = began * 1000L,
            Table = table,
        };

        var left = ProofTurn.WaitOf(
            round,
            published * 1000L,
            "self",
            Interval,
            DateTimeOffset.FromUnixTimeSeconds(now)
        );

        Assert.Equal(TimeSpan.FromSeconds(expected), left);
    }
}
