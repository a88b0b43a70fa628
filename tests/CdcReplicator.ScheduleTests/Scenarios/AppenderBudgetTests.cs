using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// Appends on their way to Kafka: reports come, or the producer is lost and they are given up; the budget is whole
/// again afterwards.
/// </summary>
public sealed class AppenderBudgetTests
{
    private const int Records = 3;
    private const long Bytes = 12;

    [Fact]
    public void Append_ReportedOrGivenUpAtAnyTime_BudgetIsWholeAgain() => Explore.All(RunAsync);

    [Fact]
    public void Append_GivenUpKeepsItsShare_IsFound() => Explore.Finds("kept share", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var budget = new InFlightBudget(Bytes);
        for (var i = 0; i < 2; i++)
        {
            var append = new PendingAppend("t", Records, Bytes, "kafka", budget, limit: 1000);
            var reporting = new List<Task>();
            var lost = Scheduled.Run(append.Abandon);
            for (var record = 0; record < Records; record++)
            {
                await append.TakeShareAsync();
                var offset = record;
                reporting.Add(Scheduled.Run(() => append.OnReport(Report(offset))));
            }

            await Scheduled.WhenAll(reporting);
            await lost;
            await append.Task.Quietly();
            // The appender gives up again what was handed over after the loss.
            append.Abandon();
        }

        await budget.TakeAsync(Bytes);
    }

    private static DeliveryReport<byte[]?, byte[]?> Report(long offset) =>
        new()
        {
            Error = new Error(ErrorCode.NoError),
            Offset = offset,
            Status = PersistenceStatus.Persisted,
            Message = new Message<byte[]?, byte[]?>(),
        };
}
