using System.Text;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class AuditStoreTests
{
    private static readonly AuditRecord Order = new("drain", "a", "disk", new OrderGiver("ann", "desk", "ops", "cli"));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMetadataStore _metadata;
    private readonly BreakableMetadataStore _breakable;
    private readonly AuditStore _audit;

    public AuditStoreTests()
    {
        _metadata = new InMemoryMetadataStore(_time);
        _breakable = new BreakableMetadataStore(_metadata);
        _audit = new AuditStore(_breakable);
    }

    [Fact]
    public async Task Give_Order_IsWrittenDownBeforeItIsGivenAndEndedAfter()
    {
        var seen = new List<AuditLine>();

        await _audit.GiveAsync(Order, async ending => seen.AddRange(await _audit.ReadAsync(ending)), default);

        Assert.Equal(new AuditLine(_time.GetUtcNow(), Order, null), Assert.Single(seen));
        var line = Assert.Single(await _audit.ReadAsync(default));
        Assert.Equal(Order with { Outcome = OrderOutcome.Done }, line.Record);
    }

    [Fact]
    public async Task Give_NoRecordCanBeWritten_IsNotGiven()
    {
        _breakable.IsBroken = true;
        var isGiven = false;

        await Assert.ThrowsAsync<LogUnavailableException>(() =>
            _audit.GiveAsync(Order, _ => Task.FromResult(isGiven = true), default)
        );

        Assert.False(isGiven);
    }

    [Fact]
    public async Task Give_OrderFails_ItsRecordSaysWhy()
    {
        var failure = new ReplicationException("The node is on fire.", "Put it out.");

        var thrown = await Assert.ThrowsAsync<ReplicationException>(() =>
            _audit.GiveAsync(Order, _ => Task.FromException(failure), default)
        );

        Assert.Same(failure, thrown);
        var record = Assert.Single(await _audit.ReadAsync(default)).Record!;
        Assert.Equal((OrderOutcome.Failed, "The node is on fire."), (record.Outcome, record.Failure));
    }

    [Fact]
    public async Task Give_LogGoesAwayWithTheOrder_ThrowsTheOrdersFailureAndTheRecordStaysBegun()
    {
        var failure = new LogUnavailableException("No answer.", "Wait.");

        var thrown = await Assert.ThrowsAsync<LogUnavailableException>(() =>
            _audit.GiveAsync(
                Order,
                _ =>
                {
                    _breakable.IsBroken = true;
                    throw failure;
                },
                default
            )
        );

        Assert.Same(failure, thrown);
        _breakable.IsBroken = false;
        Assert.Equal(OrderOutcome.Begun, Assert.Single(await _audit.ReadAsync(default)).Record!.Outcome);
    }

    [Fact]
    public async Task Give_LogGoesAwayAfterTheOrder_SaysThatItWasGiven()
    {
        var thrown = await Assert.ThrowsAsync<LogUnavailableException>(() =>
            _audit.GiveAsync(Order, _ => Task.FromResult(_breakable.IsBroken = true), default)
        );

        Assert.Contains("'drain' of 'a' was given", thrown.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Give_MoreThanAreKept_TheOldestGo()
    {
        for (var number = 0; number < AuditStore.Kept + 3; number++)
        {
            await _audit.GiveAsync(Order with { Target = $"{number}" }, _ => Task.CompletedTask, default);
        }

        var lines = await _audit.ReadAsync(default);
        Assert.Equal(AuditStore.Kept, lines.Count);
        Assert.Equal(("3", $"{AuditStore.Kept + 2}"), (lines[0].Record!.Target, lines[^1].Record!.Target));
    }

    [Theory]
    [InlineData("{ not JSON")]
    [InlineData("""{"order":"drain"}""")]
    [InlineData("""{"order":"drain","target":"a","giver":null}""")]
    [InlineData("""{"order":"x","target":"a","giver":{"user":"u","host":"h","from":"cli"},"outcome":"Undone"}""")]
    public async Task Read_RecordThatCannotBeRead_HidesOnlyItselfAndIsNamed(string text)
    {
        await _audit.GiveAsync(Order, _ => Task.CompletedTask, default);
        await _metadata.PutAsync("audit/x", Encoding.UTF8.GetBytes(text), default);
        await _audit.GiveAsync(Order, _ => Task.CompletedTask, default);

        var lines = await _audit.ReadAsync(default);

        Assert.Equal([true, false, true], lines.Select(line => line.Record is not null));
        Assert.Contains("'audit/x'", lines[1].Problem, StringComparison.Ordinal);
    }
}
