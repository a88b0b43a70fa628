using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>Writers of an embedded log, a real file: some give up, and the log is closed at any time.</summary>
public sealed class EmbeddedWriterTests
{
    [Fact]
    public void Append_CancelledOrClosedAtAnyTime_WhatIsAnsweredStandsInTheLog() => Explore.All(RunAsync, share: 10);

    [Fact]
    public void Append_CancelledIsWritten_IsFound() => Explore.Finds("cancelled is written", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        using var folder = new TempFolder();
        var log = await OpenAsync(folder, schedule);
        var answered = new List<AppendReceipt>();
        var writing = Enumerable.Range(0, 3).Select(writer => Scheduled.Run(() => WriteAsync(writer))).ToList();
        await Task.Yield();
        await log.Metadata.PutAsync("x", [1], CancellationToken.None).Quietly();
        await log.DisposeAsync();
        await Scheduled.WhenAll(writing);

        await using var again = await OpenAsync(folder, schedule);
        var bounds = await again.GetBoundsAsync(CancellationToken.None);
        Assert.All(answered, receipt => Assert.InRange(receipt.LastOffset, bounds.StartOffset, bounds.EndOffset - 1));
        Assert.Equal(answered.Count, answered.Select(receipt => receipt.FirstOffset).Distinct().Count());
        // What was cancelled has no effect.
        Assert.Equal(answered.Count, bounds.EndOffset - bounds.StartOffset);

        async Task WriteAsync(int writer)
        {
            using var cancel = new CancellationTokenSource();
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    var appending = log.AppendAsync([new RecordToAppend(null, [1, 2, 3])], cancel.Token);
                    if (writer == 2 && i == 1)
                    {
                        await cancel.CancelScheduledAsync();
                    }

                    answered.Add(await appending);
                }
                catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }

    private static Task<EmbeddedChangeLog> OpenAsync(TempFolder folder, Schedule schedule) =>
        EmbeddedChangeLog.OpenAsync(
            folder.At("log.db"),
            new EmbeddedLogOptions(),
            schedule.Time,
            CancellationToken.None
        );
}
