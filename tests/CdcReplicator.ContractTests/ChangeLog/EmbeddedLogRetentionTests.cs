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
        await using var fixture = await EmbeddedLogFixture.OpenAsync(time: _clock, machine: _clock.Machine);
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
            _clock,
            _clock.Machine
        );
        await fixture.Log.AppendAsync([Records.Text("a"), Records.Text("b")], CancellationToken.None);
        _clock.Pass(TimeSpan.FromHours(2));

        // What is put beside the log is a write too: the log ages although nobody appends.
        await fixture.Log.Metadata.PutAsync("other/x", [], CancellationToken.None);

        var time = _clock.Start.ToUnixTimeMilliseconds();
        var expected = new LogBounds(1, 2, time, time) { Now = _clock.Now.ToUnixTimeMilliseconds() };
        Assert.Equal(expected, await fixture.Log.GetBoundsAsync(CancellationToken.None));
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
            _clock,
            _clock.Machine
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

    [Fact]
    public async Task File_MuchDeleted_GivesTheRoomBack()
    {
        var record = new RecordToAppend(null, new byte[1 << 20]);
        await using var fixture = await EmbeddedLogFixture.OpenAsync();
        for (var i = 0; i < 80; i++)
        {
            await fixture.Log.AppendAsync([record], CancellationToken.None);
        }

        var before = new FileInfo(fixture.LogPath).Length;
        await using var greedy = await EmbeddedChangeLog.OpenAsync(
            fixture.LogPath,
            new EmbeddedLogOptions { RetentionBytes = 1 << 20 },
            TimeProvider.System,
            CancellationToken.None
        );
        for (var i = 0; i < 200; i++)
        {
            await greedy.AppendAsync([Records.Text("drives retention")], CancellationToken.None);
        }

        Assert.InRange(before, 60L << 20, 120L << 20);
        Assert.InRange(new FileInfo(fixture.LogPath).Length, 1, 40L << 20);
        Assert.Equal(280, (await greedy.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }
}
