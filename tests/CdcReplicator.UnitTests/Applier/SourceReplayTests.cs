using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class SourceReplayTests
{
    // Transactions: NUMBER, or NUMBER@TIME; the time is the number where none is told.
    [Theory]
    [InlineData("100 200 300", "...")]
    [InlineData("100 200 300 100 200 300 400", "...xxx.")] // a restart
    [InlineData("100 200 300 300 400", "...x.")]
    [InlineData("100 200 300 200 100 200 300 400", "...xxxx.")] // two restarts
    [InlineData("100 200 300 250", "...L")] // none of those that came
    [InlineData("100 200 300 50", "...L")] // before the first of all
    [InlineData("100 200 300 200@301", "...L")] // committed after all that came: the same number on another server
    [InlineData("100@0 200@0 100@0 200@0 300@0", "..xx.")]
    [InlineData("100 200 300 100 300", "...xG")] // left out 200
    [InlineData("100 200 300 100 400", "...xG")] // went on without sending 200 and 300 again
    public void Judge_Transactions_TellsARestartFromNumbersBegunLower(string numbers, string expected)
    {
        var moments = numbers
            .Split(' ')
            .Select(text => text.Split('@'))
            .Select(parts => Moment(parts[0], long.Parse(parts[^1], null), null, SamePlace.Repetition));

        Assert.Equal(expected, Judge(moments));
    }

    // Rows: COMMIT.LSN, with a letter for the run before and a sign after: '*' of COPY without key, '+' with key.
    [Theory]
    [InlineData("a10.11 a10.12 a20.15", "...")]
    [InlineData("a10.11 a20.9 a30.8", "...")] // LSNs fall from transaction to transaction
    [InlineData("10.11 10.11", ".x")] // an update stands alone at its place
    [InlineData("a10.11 b10.11 b20.21", ".x.")]
    [InlineData("a10.11* a10.11* a10.11* b10.11* b10.11* b10.11* b10.11* b20.21", "...xxx..")] // COPY, resumed
    [InlineData("10.11* 10.11*", ".S")] // the same or another: nothing tells
    [InlineData("10.11+ 10.11+ 10.11+ 20.21", "....")] // applying it again is harmless
    [InlineData("5.6 10.11+ 10.11+ 5.6 10.11+ 10.11+ 10.11+", "...xx..")] // counted too low rather than too high
    [InlineData("10.11 10.12 20.21 10.11 10.12 20.21 20.22", "...xxx.")]
    [InlineData("10.11 10.12 20.21 10.12 20.21 20.22", "...xx.")]
    [InlineData("10.11 10.12 20.21 10.11 20.21", "...xG")]
    [InlineData("10.11 10.13 20.21 10.12", "...L")]
    [InlineData("a10.11* a10.11* a20.21 b10.11* b10.11* b20.21 b20.22", "...xxx.")]
    public void Judge_Rows_KnowsThemByPlaceCountAndRun(string rows, string expected) =>
        Assert.Equal(expected, Judge(rows.Split(' ').Select(Row)));

    [Fact]
    public void Judge_LongRepetition_IsKnownByTimeBelowWhatIsRemembered()
    {
        var all = Enumerable.Range(1, 500).Select(n => Number(n)).ToList();

        Assert.Equal(new string('.', 500) + new string('x', 500) + ".", Judge([.. all, .. all, Number(501)]));
    }

    [Fact]
    public void Judge_RepetitionThatLacksSomethingOfLongAgo_IsFoundAtTheLatestWhereItIsRemembered()
    {
        var all = Enumerable.Range(1, 500).Select(n => Number(n)).ToList();

        var judged = Judge([.. all, Number(3), Number(495)]);

        Assert.Equal("xG", judged[500..]);
    }

    [Theory]
    [InlineData(500, "x")]
    [InlineData(501, "L")] // committed after all that came: another server
    [InlineData(0, "L")] // nothing is told of its time
    public void Judge_PlaceBelowWhatIsRemembered_IsJudgedByTheSourcesClock(long time, string expected)
    {
        var all = Enumerable.Range(1, 500).Select(n => Number(n));

        Assert.Equal(expected, Judge([.. all, Number(3) with { Time = time }])[500..]);
    }

    private static SourceMoment Number(long number) =>
        new(new SourcePlace(number, 0, 0), number, null, SamePlace.Repetition);

    private static SourceMoment Row(string text)
    {
        var run = char.IsLetter(text[0]) ? text[..1] : null;
        var sign = text[^1];
        var parts = text.TrimStart('a', 'b').TrimEnd('*', '+').Split('@');
        var kind =
            sign == '*' ? SamePlace.Unknown
            : sign == '+' ? SamePlace.Harmless
            : SamePlace.Repetition;
        return Moment(parts[0], parts.Length > 1 ? long.Parse(parts[1], null) : 100, run, kind);
    }

    private static SourceMoment Moment(string place, long time, string? run, SamePlace kind)
    {
        var numbers = place.Split('.');
        var position = numbers.Length > 1 ? long.Parse(numbers[1], null) : 0;
        return new SourceMoment(new SourcePlace(long.Parse(numbers[0], null), position, 0), time, run, kind);
    }

    // What is in doubt halts the node: nothing comes after it.
    private static string Judge(IEnumerable<SourceMoment> moments)
    {
        SourceHistory? history = null;
        var result = "";
        foreach (var moment in moments)
        {
            var judgement = SourceReplay.Judge(history, moment);
            result += judgement.Doubt switch
            {
                SourceDoubt.None => judgement.IsRepetition ? 'x' : '.',
                SourceDoubt.BegunLower => 'L',
                SourceDoubt.LeavesOut => 'G',
                _ => 'S',
            };
            if (judgement.History is null)
            {
                break;
            }

            history = judgement.History;
        }

        return result;
    }
}
