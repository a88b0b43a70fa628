using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>Time and retention of the embedded log, by a clock of the test's own.</summary>
public sealed class EmbeddedLogRetentionTests
{
    private readonly SetClock _clock = new();

    [Fact]
    public async Task AppendTime_ClockGoesBack_NeverFalls()
    {
        await using var fixture = await EmbeddedLogFixture.OpenAsync(time: _clock);
        var first = await fixture.Log.AppendAsync([Records.Text("a")], CancellationToken.None);
        _clock.Now -= TimeSpan.FromHours(1);

        var second = await fixture.Log.AppendAsync([Records.Text("b")], CancellationToken.None);

        Assert.Equal(_clock.Start.ToUnixTimeMilliseconds(), first.FirstAppendTime);
        Assert.Equal(first.LastAppendTime, second.FirstAppendTime);
    }

    [Fact]
    public async Task Age_OldRecords_AreDeletedTheNewestStays()
    {
        await using var fixture = await EmbeddedLogFixture.OpenAsync(
            new EmbeddedLogOptions { RetentionAge = TimeSpan.FromHours(1) },
            _clock
        );
        await fixture.Log.AppendAsync([Records.Text("a"), Records.Text("b")], CancellationToken.None);
        _clock.Now += TimeSpan.FromHours(2);

        // A heartbeat is a write too: the log ages although nobody appends.
        await fixture.Log.Metadata.PutAsync("member/x", [], CancellationToken.None);

        var time = _clock.Start.ToUnixTimeMilliseconds();
        Assert.Equal(new LogBounds(1, 2, time, time), await fixture.Log.GetBoundsAsync(CancellationToken.None));
        var next = await fixture.Log.AppendAsync([Records.Text("c")], CancellationToken.None);
        Assert.Equal(2, next.FirstOffset);
        Assert.Equal(2, (await fixture.Log.GetBoundsAsync(CancellationToken.None)).StartOffset);
    }

    [Fact]
    public async Task Bytes_TooMany_OldestAreDeletedInStepsUntilTheRestFits()
    {
        const int limit = 100_000;
        await using var fixture = await EmbeddedLogFixture.OpenAsync(
            new EmbeddedLogOptions { RetentionBytes = limit },
            _clock
        );
        var record = new RecordToAppend(new byte[10], new byte[90]);

        var most = Enumerable.Repeat(record, 9000).ToList();
        await fixture.Log.AppendAsync(most, CancellationToken.None);
        var afterOneStep = await fixture.Log.GetBoundsAsync(CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            await fixture.Log.AppendAsync([record], CancellationToken.None);
        }

        var bounds = await fixture.Log.GetBoundsAsync(CancellationToken.None);
        Assert.InRange(afterOneStep.StartOffset, 1, 8000);
        Assert.Equal(9003, bounds.EndOffset);
        Assert.Equal(limit / 100, bounds.EndOffset - bounds.StartOffset);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
