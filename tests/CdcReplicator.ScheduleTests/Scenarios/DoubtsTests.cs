using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>Writers settle their doubts about the topic while it is recreated, and some give up.</summary>
public sealed class DoubtsTests
{
    [Fact]
    public void Settle_TopicRecreatedAtAnyTime_NobodyIsToldThatItIsWell() => Explore.All(RunAsync);

    [Fact]
    public void Settle_AnswerOfEarlierCountsForLaterDoubts_IsFound() => Explore.Finds("early confirmation", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var doubts = new Doubts();
        var isRecreated = false;
        var isNoticed = false;
        var asking = 0;
        await Scheduled.WhenAll(
            Enumerable.Range(0, 4).Select(writer => Scheduled.Run(() => WriteAsync(writer))).Append(RecreateAsync())
        );

        async Task RecreateAsync()
        {
            await Task.Yield();
            await Task.Yield();
            isRecreated = true;
            doubts.Raise();
            isNoticed = true;
        }

        async Task WriteAsync(int writer)
        {
            for (var i = 0; i < 3; i++)
            {
                using var cancel = new CancellationTokenSource();
                var wasNoticed = isNoticed;
                var settling = doubts.SettleAsync(AskAsync, cancel.Token);
                var cancelling = writer == 0 ? cancel.CancelScheduledAsync() : Task.CompletedTask;
                try
                {
                    await settling;
                    Assert.False(wasNoticed, "A doubt was settled by an answer from before it.");
                }
                catch (OperationCanceledException) when (writer == 0)
                {
                    // Given up; whoever else waits for the same answer gets it.
                }
                catch (InvalidDataException)
                {
                    Assert.True(isRecreated);
                }
                finally
                {
                    await cancelling;
                }

                doubts.Raise();
            }
        }

        // The broker answers with what was when it was asked.
        async Task AskAsync()
        {
            asking++;
            Assert.Equal(1, asking);
            var found = isRecreated;
            await Task.Yield();
            asking--;
            if (found)
            {
                throw new InvalidDataException("The topic is another.");
            }
        }
    }
}
