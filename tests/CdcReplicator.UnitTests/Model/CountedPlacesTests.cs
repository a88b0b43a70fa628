using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

/// <summary>Each case is the events of one transaction as a log has them: <c>place/count@second</c>.</summary>
public sealed class CountedPlacesTests
{
    private const long Timeout = 60_000;

    [Theory]
    [InlineData("1/1@0", "Completes")]
    [InlineData("1/2@0 2/2@0", "Held Completes")]
    [InlineData("2/2@0", "PassedOver")]
    [InlineData("1/3@0 3/3@0 2/3@0 3/3@0", "Held PassedOver Held Completes")]
    [InlineData("1/2@0 1/2@1 2/2@1", "Held PassedOver Completes")]
    [InlineData("1/3@0 2/3@0 1/3@5 2/3@5 3/3@5", "Held Held PassedOver PassedOver Completes")]
    [InlineData("1/2@0 2/2@60", "Held Completes")]
    [InlineData("1/2@0 2/2@61", "Held PassedOver")]
    [InlineData("1/2@0 2/2@61 1/2@62 2/2@62", "Held PassedOver Held Completes")]
    [InlineData("1/2@0 1/2@59 2/2@119", "Held PassedOver Completes")]
    [InlineData("1/2@0 1/2@59 2/2@120", "Held PassedOver PassedOver")]
    [InlineData("1/3@0 2/3@59 3/3@61", "Held Held PassedOver")]
    [InlineData("0/2@0", "Contradicts")]
    [InlineData("3/2@0", "Contradicts")]
    [InlineData("1/0@0", "Contradicts")]
    [InlineData("1/2@0 2/3@0 2/2@0", "Held Contradicts Completes")]
    [InlineData("1/3@0 2/2@0 2/3@0 3/3@0", "Held Contradicts Held Completes")]
    [InlineData("1/2@0 1/1@0 2/2@0", "Held Contradicts Completes")]
    [InlineData("1/2@0 1/3@59 2/2@61", "Held Contradicts PassedOver")]
    [InlineData("1/2@0 1/3@61", "Held Held")]
    public void Take_Events_SaysWhatEachIs(string log, string expected)
    {
        var places = default(CountedPlaces);
        var clock = CountedPlaces.NewClock(TimeSpan.FromMilliseconds(Timeout));
        List<CountedPlace> taken = [];
        foreach (var numbers in log.Split(' ').Select(text => text.Split('/', '@').Select(long.Parse).ToList()))
        {
            clock.Pass(new LogRecord(taken.Count, numbers[2] * 1000, null, null, []));
            if (clock.Time > places.OpenUntil(Timeout))
            {
                places = default;
            }

            taken.Add(places.Take(numbers[0], numbers[1], clock.Time));
        }

        Assert.Equal(expected, string.Join(' ', taken));
    }

    [Theory]
    [InlineData(0, 60_000, 60_000)]
    [InlineData(0, 86_400_000, 60_001)]
    [InlineData(86_400_000, 0, 0)]
    public void NewClock_OneStep_EndsWhatIsOpenAndNoMore(long first, long second, long expected)
    {
        var clock = CountedPlaces.NewClock(TimeSpan.FromMilliseconds(Timeout));

        clock.Pass(new LogRecord(0, first, null, null, []));
        clock.Pass(new LogRecord(1, second, null, null, []));

        Assert.Equal(expected, clock.Time);
    }
}
