using System.Threading.Channels;
using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class LogEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TaskCompletionSource<long>> _questions = [];
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();
    private readonly LogEnd _end;

    public LogEndTests() =>
        _end = new LogEnd(
            _ =>
            {
                var question = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
                _questions.Add(question);
                _asked.Writer.TryWrite(true);
                return question.Task;
            },
            _clock
        );

    [Fact]
    public async Task Ask_WhileAQuestionRuns_IsAnsweredByALaterOneThatIsShared()
    {
        var first = _end.AskAsync(CancellationToken.None);
        await AskedAsync();
        var second = _end.AskAsync(CancellationToken.None);
        var third = _end.AskAsync(CancellationToken.None);

        _questions[0].SetResult(10);
        await AskedAsync();
        _questions[1].SetResult(20);

        long[] answers = await Task.WhenAll(first, second, third).WaitAsync(Patience);
        Assert.Equal(new long[] { 10, 20, 20 }, answers);
        Assert.Equal(2, _questions.Count);
    }

    [Fact]
    public async Task Ask_QuestionFails_TheNextIsPutAnew()
    {
        var first = _end.AskAsync(CancellationToken.None);
        await AskedAsync();
        _questions[0].SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => first.WaitAsync(Patience));

        var second = _end.AskAsync(CancellationToken.None);
        await AskedAsync();
        _questions[1].SetResult(20);

        Assert.Equal(20, await second.WaitAsync(Patience));
    }

    [Fact]
    public async Task AskOfAge_AnswerIsYoungEnough_IsUsedAndReplacedAhead()
    {
        await AnswerAsync(10);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, await AskOfAgeAsync(2));
        await AskedAsync();
        _questions[1].SetResult(20);
        await Task.Yield();
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(10, await AskOfAgeAsync(2));
    }

    [Fact]
    public async Task AskOfAge_AnswerIsTooOld_AsksTheLog()
    {
        await AnswerAsync(10);
        _clock.Advance(TimeSpan.FromSeconds(2.1));

        var asking = AskOfAgeAsync(2);
        await AskedAsync();
        _questions[1].SetResult(20);

        Assert.Equal(20, await asking);
    }

    [Fact]
    public async Task AskOfAge_ClockStartsWithTheQuestionNotWithTheAnswer()
    {
        var slow = _end.AskAsync(CancellationToken.None);
        await AskedAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _questions[0].SetResult(10);
        await slow.WaitAsync(Patience);

        var asking = AskOfAgeAsync(2);
        await AskedAsync();
        _questions[1].SetResult(20);

        Assert.Equal(20, await asking);
    }

    private async Task AnswerAsync(long end)
    {
        var asking = _end.AskAsync(CancellationToken.None);
        await AskedAsync();
        _questions[^1].SetResult(end);
        await asking.WaitAsync(Patience);
    }

    private Task<long> AskOfAgeAsync(int seconds) =>
        _end.AskOfAgeAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None).WaitAsync(Patience);

    private Task AskedAsync() => _asked.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
