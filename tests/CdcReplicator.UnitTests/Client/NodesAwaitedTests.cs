using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Router;
using CdcReplicator.UnitTests.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class NodesAwaitedTests
{
    public static TheoryData<string, Durability, bool> Cases =>
        new()
        {
            { "9", Durability.Applied(1), false },
            { "10", Durability.Applied(1), true },
            { "10 9", Durability.Applied(2), false },
            { "10 11", Durability.Applied(2), true },
            { "10 11dead", Durability.Applied(2), false },
            { "", Durability.Applied(1), false },
            { "", Durability.AppliedEverywhere, false },
            { "10 9", Durability.AppliedEverywhere, false },
            { "10 9dead", Durability.AppliedEverywhere, false },
            { "10 10dead", Durability.AppliedEverywhere, true },
            { "10 9left", Durability.AppliedEverywhere, true },
            { "10left", Durability.AppliedEverywhere, false },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Missing_Members_TellsWhetherEnoughHaveApplied(string members, Durability durability, bool reached)
    {
        var missing = NodesAwaited.Missing(
            [.. members.Split(' ').Where(m => m.Length > 0).Select(Parse)],
            durability,
            10
        );

        Assert.Equal(reached, missing is null);
    }

    private static RouterMember Parse(string text)
    {
        var digits = new string([.. text.TakeWhile(char.IsAsciiDigit)]);
        return MemberSamples.Member(
            text,
            long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture),
            text.EndsWith("left", StringComparison.Ordinal) ? NodeState.Left : NodeState.Active,
            isAlive: digits == text
        );
    }
}
