using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Processes with wrong clocks on one embedded log: they move nothing, so retention deletes nothing early and no
/// publisher is forgotten early.
/// </summary>
public sealed class EmbeddedLogClockTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SetClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2000 * 24)]
    [InlineData(3)]
    [InlineData(-3)]
    [InlineData(-2000 * 24)]
    public async Task Append_ByAProcessWhoseClockIsWrong_LogTimeIsWhatPassedAndNothingIsDeleted(int hoursOff)
    {
        await using var right = await OpenAsync(_clock);
        var first = await AppendAsync(right, 20);
        var wrongClock = new SetClock { Now = _clock.Now + TimeSpan.FromHours(hoursOff), Machine = _clock.Machine };
        _clock.Pass(TimeSpan.FromSeconds(5));

        await using (var wrong = await OpenAsync(wrongClock))
        {
            await wrong.Metadata.PutAsync("member/x", [], CancellationToken.None);
            var jumped = await AppendAsync(wrong, 1);
            Assert.Equal(first.FirstAppendTime + 5000, jumped.LastAppendTime);
        }

        _clock.Pass(TimeSpan.FromSeconds(5));
        var last = await AppendAsync(right, 1);
        Assert.Equal(first.FirstAppendTime + 10_000, last.LastAppendTime);
        Assert.Equal(0, (await right.GetBoundsAsync(CancellationToken.None)).StartOffset);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(-8, 0)]
    [InlineData(24 * 2000, 12)]
    public async Task Append_AfterAReboot_TakesTheWallClockWithinABound(int hoursOff, int hoursTaken)
    {
        AppendReceipt last;
        await using (var log = await OpenAsync(_clock))
        {
            await AppendAsync(log, 1);
            _clock.Pass(TimeSpan.FromDays(3));
            last = await AppendAsync(log, 1);
        }

        _clock.Reboot(TimeSpan.FromHours(hoursOff));
        await using var again = await OpenAsync(_clock);

        var after = await AppendAsync(again, 1);
        Assert.Equal(last.LastAppendTime + (hoursTaken * 3_600_000L), after.LastAppendTime);
    }

    [Fact]
    public async Task Append_LogOfAnEarlierProgramWhoseTimeIsInTheFuture_GoesOnFromThere()
    {
        await using (var log = await OpenAsync(_clock))
        {
            await AppendAsync(log, 1);
        }

        var future = (_clock.Now + TimeSpan.FromDays(400)).ToUnixTimeMilliseconds();
        EmbeddedLogFile.Execute(LogPath, $"DROP TABLE log_clock; UPDATE log_info SET last_time = {future}");

        await using var opened = await OpenAsync(_clock);
        await AppendAsync(opened, 1);
        _clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(future + 60_000, (await AppendAsync(opened, 1)).LastAppendTime);
    }

    [Fact]
    public async Task Append_AnEarlierProgramMovesTimeAheadMeanwhile_GoesOnFromThereAndDoesNotStand()
    {
        await using var log = await OpenAsync(_clock);
        await AppendAsync(log, 1);
        var future = (_clock.Now + TimeSpan.FromDays(400)).ToUnixTimeMilliseconds();
        EmbeddedLogFile.Execute(LogPath, $"UPDATE log_info SET last_time = {future}");
        await AppendAsync(log, 1);
        _clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(future + 60_000, (await AppendAsync(log, 1)).LastAppendTime);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(0)]
    [InlineData(-5000)]
    public async Task Heartbeat_SeenByAProcessWhoseClockIsWrong_HasItsTrueAge(int hoursOff)
    {
        await using var log = await OpenAsync(_clock);
        await PublishAsync(log, applied: 0);
        _clock.Pass(TimeSpan.FromSeconds(40));
        var wrongClock = new SetClock { Now = _clock.Now + TimeSpan.FromHours(hoursOff), Machine = _clock.Machine };
        await using var other = await OpenAsync(wrongClock);

        var member = Assert.Single(await new MemberStore(other.Metadata, wrongClock).ReadAsync(CancellationToken.None));

        // Not exactly: since it was received it ages by the time this test takes.
        Assert.InRange(member.HeartbeatAge, TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(10));
        Assert.False(member.IsAlive);
    }

    [Fact]
    public async Task Retention_MemberThatHasNotRead_HoldsItBackUntilItIsForgotten()
    {
        await using var log = await OpenAsync(_clock);
        await AppendAsync(log, 20);
        await PublishAsync(log, applied: 4);
        _clock.Pass(TimeSpan.FromDays(30));
        await AppendAsync(log, 1);

        var held = await log.GetBoundsAsync(CancellationToken.None);
        Assert.Equal(4, held.StartOffset);
        Assert.Equal("a", held.Hold?.Member);
        Assert.Contains("node remove a", held.Hold?.ToString(), StringComparison.Ordinal);

        await new MemberStore(log.Metadata, _clock).RemoveAsync("a", CancellationToken.None);
        await AppendAsync(log, 1);
        var free = await log.GetBoundsAsync(CancellationToken.None);
        Assert.Equal(20, free.StartOffset);
        Assert.Null(free.Hold);
    }

    [Fact]
    public async Task Retention_MemberHoldsBackMoreThanItMay_GoesPastIt()
    {
        var options = new EmbeddedLogOptions { RetentionBytes = 1000, MemberHoldBytes = 1000 };
        await using var log = await OpenAsync(_clock, options);
        await PublishAsync(log, applied: 0);
        for (var i = 0; i < 18; i++)
        {
            await log.AppendAsync([new RecordToAppend(null, new byte[100])], CancellationToken.None);
        }

        var held = await log.GetBoundsAsync(CancellationToken.None);
        for (var i = 0; i < 18; i++)
        {
            await log.AppendAsync([new RecordToAppend(null, new byte[100])], CancellationToken.None);
        }

        Assert.Equal((0, 2000), (held.StartOffset, held.Hold?.LimitBytes));
        var bounds = await log.GetBoundsAsync(CancellationToken.None);
        Assert.InRange(bounds.EndOffset - bounds.StartOffset, 10, 20);
    }

    private string LogPath => _folder.At("log.db");

    private Task<EmbeddedChangeLog> OpenAsync(SetClock clock, EmbeddedLogOptions? options = null) =>
        EmbeddedChangeLog.OpenAsync(
            LogPath,
            options ?? new EmbeddedLogOptions(),
            clock,
            clock.Machine,
            CancellationToken.None
        );

    private static Task<AppendReceipt> AppendAsync(EmbeddedChangeLog log, int count) =>
        log.AppendAsync([.. Enumerable.Range(0, count).Select(_ => Records.Text("x"))], CancellationToken.None);

    private Task PublishAsync(EmbeddedChangeLog log, long applied) =>
        new MemberStore(log.Metadata, _clock).PublishAsync(
            new MemberStatus
            {
                NodeId = "a",
                Kind = "sqlite",
                Endpoint = "a",
                ApplierId = "a",
                State = NodeState.Active,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
            },
            CancellationToken.None
        );
}
