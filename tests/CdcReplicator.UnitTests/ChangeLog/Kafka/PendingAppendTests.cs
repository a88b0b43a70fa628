using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PendingAppendTests
{
    private const long Limit = 100;

    private readonly InFlightBudget _budget = new(Limit);

    [Fact]
    public async Task Abandon_ProducerEnded_GivesTheBudgetBack()
    {
        var append = await TakeAllAsync();
        var next = _budget.TakeAsync(Limit).AsTask();
        Assert.False(next.IsCompleted);

        append.Abandon();

        await next;
        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => append.Task);
    }

    [Fact]
    public async Task OnReport_AfterAbandon_GivesNothingTwice()
    {
        var append = await TakeAllAsync();
        append.Abandon();
        append.OnReport(Report(ErrorCode.Local_Fatal));
        append.OnNotSent(1, new Error(ErrorCode.Local_Fatal));

        await _budget.TakeAsync(Limit);

        Assert.False(_budget.TakeAsync(1).AsTask().IsCompleted);
    }

    [Fact]
    public async Task OnReport_MayNotWrite_IsARefusalThatNamesThePermission()
    {
        var append = await TakeAllAsync();
        append.OnReport(Report(ErrorCode.TopicAuthorizationFailed));
        append.OnReport(Report(ErrorCode.TopicAuthorizationFailed));

        var error = await Assert.ThrowsAsync<LogRefusedException>(() => append.Task);

        Assert.Contains("Write on topic 'shop.log'", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnReport_MayNotWriteAfterALostConnection_IsUnknownAndNamesThePermission()
    {
        var append = await TakeAllAsync();
        append.Interrupt();
        append.OnReport(Report(ErrorCode.TopicAuthorizationFailed));
        append.OnReport(Report(ErrorCode.TopicAuthorizationFailed));

        var error = await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => append.Task);

        Assert.Contains("Write on topic 'shop.log'", error.Problem, StringComparison.Ordinal);
    }

    private static DeliveryReport<byte[]?, byte[]?> Report(ErrorCode code) =>
        new()
        {
            Error = new Error(code),
            Status = PersistenceStatus.PossiblyPersisted,
            Offset = Offset.Unset,
            Message = new Message<byte[]?, byte[]?>(),
        };

    private async Task<PendingAppend> TakeAllAsync()
    {
        var append = new PendingAppend("shop.log", 2, Limit, "log", _budget, 1000);
        await append.TakeShareAsync();
        await append.TakeShareAsync();
        return append;
    }
}
