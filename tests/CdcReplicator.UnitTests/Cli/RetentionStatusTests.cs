using CdcReplicator.Cli;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

/// <summary>What <c>status</c> says before, and after, an embedded log deletes what a member needs.</summary>
public sealed class RetentionStatusTests
{
    [Fact]
    public async Task Read_LogThatIsKeptTooShort_SaysSoAndHowToChangeIt()
    {
        await using var fixture = await EmbeddedLogFixture.OpenAsync(
            new EmbeddedLogOptions { MemberHoldBytes = 0, RetentionAge = TimeSpan.FromHours(1) }
        );

        var report = await ClusterReader.ReadAsync(fixture.Log, [], TimeProvider.System, default);

        Assert.StartsWith(
            "The log is kept too short: ChangeLog:Embedded:RetentionAge is 01:00:00",
            report.RetentionTooShort,
            StringComparison.Ordinal
        );
        Assert.Contains(report.RetentionTooShort, MemberRemarks.Of(report));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(45, "for 15 min more (2 records")]
    [InlineData(59, "for 60 s more (2 records")]
    public async Task Read_DeadMember_IsWarnedOfBeforeItsRecordsGo(int deadMinutes, string? warning)
    {
        var options = new EmbeddedLogOptions { MemberHoldBytes = 0, RetentionAge = TimeSpan.FromHours(1) };
        await using var fixture = await EmbeddedLogFixture.OpenAsync(options);
        await AppendAsync(fixture, 3);
        var bounds = await fixture.Log.GetBoundsAsync(default);
        // The log is as old as the member is silent.
        var log = bounds with
        {
            StartTime = bounds.Now - (long)TimeSpan.FromMinutes(deadMinutes).TotalMilliseconds,
        };
        var around = new MemberSurroundings(log, bounds.Now!.Value)
        {
            Retention = await fixture.Log.GetRetentionAsync(default),
        };

        var report = MemberReport.Of(Dead(applied: 0, TimeSpan.FromMinutes(deadMinutes)), around);

        Assert.Equal(60 * (60 - deadMinutes), report.RetentionLeftSeconds);
        if (warning is null)
        {
            Assert.Null(report.RetentionWarning);
        }
        else
        {
            Assert.Contains(warning, report.RetentionWarning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Read_RecordsOfADeadMemberAreGone_NamesTheCommand()
    {
        var options = new EmbeddedLogOptions { MemberHoldBytes = 0, RetentionBytes = 1 };
        await using var fixture = await EmbeddedLogFixture.OpenAsync(options);
        await AppendAsync(fixture, 4);

        var report = await ClusterReader.ReadAsync(
            fixture.Log,
            [Dead(applied: 0, TimeSpan.FromMinutes(1))],
            TimeProvider.System,
            default
        );

        Assert.EndsWith(
            "cdc-replicator node seed a --replace",
            Assert.Single(report.Members).RetentionWarning,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Read_MembersHoldRecordsBack_OnlySizeCountsDown()
    {
        await using var fixture = await EmbeddedLogFixture.OpenAsync(
            new EmbeddedLogOptions { RetentionAge = TimeSpan.FromMinutes(1) }
        );
        await AppendAsync(fixture, 3);

        var report = await ClusterReader.ReadAsync(
            fixture.Log,
            [Dead(applied: 0, TimeSpan.FromDays(3))],
            TimeProvider.System,
            default
        );

        Assert.Null(report.RetentionTooShort);
        Assert.Null(Assert.Single(report.Members).RetentionWarning);
    }

    private static async Task AppendAsync(EmbeddedLogFixture fixture, int records)
    {
        for (var i = 0; i < records; i++)
        {
            await fixture.Log.AppendAsync([new RecordToAppend(new byte[] { 1 }, new byte[] { 2 })], default);
        }
    }

    private static MemberView Dead(long applied, TimeSpan silence) =>
        new(
            new MemberStatus
            {
                NodeId = "a",
                Kind = "sqlite",
                Endpoint = "a",
                ApplierId = "x",
                State = NodeState.Active,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
                LagMilliseconds = 0,
            },
            silence,
            IsAlive: false
        );
}
