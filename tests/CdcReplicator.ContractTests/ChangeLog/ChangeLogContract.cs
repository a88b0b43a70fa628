using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What every change log promises. One class per log derives from it and says how to open one.</summary>
public abstract partial class ChangeLogContract
{
    /// <summary>Largest record the logs of <see cref="OpenAsync"/> take, bytes.</summary>
    protected abstract int MaxRecordBytes { get; }

    /// <summary>
    /// Opens this test's log, as another process would: the same log each time within one test. The caller disposes it.
    /// </summary>
    private protected abstract Task<IChangeLog> OpenAsync();

    /// <summary>Makes the start of a log that holds records rise above its first record, as retention does.</summary>
    private protected abstract Task TrimAsync(IChangeLog log);

    [ContractFact]
    public async Task Append_OneTransaction_IsReadBackWholeInOrder()
    {
        await using var log = await OpenAsync();
        RecordToAppend[] records =
        [
            new(null, [1, 2], [new RecordHeader("a", [9]), new RecordHeader("a", null), new RecordHeader("é", [])]),
            new([3], null),
            new([], []),
        ];

        var receipt = await log.AppendAsync(records, CancellationToken.None);

        await using var reader = await log.OpenReaderAsync(receipt.FirstOffset, CancellationToken.None);
        var read = await Records.ReadAsync(reader, 3);
        Assert.Equal(records.Select(record => record.Key), read.Select(record => record.Key.ToArray()));
        Assert.Equal(records.Select(record => record.Value), read.Select(record => record.Value.ToArray()));
        Assert.Equal(["a", "a", "é"], read[0].Headers.Select(header => header.Name));
        Assert.Equal(
            [
                [9],
                null,
                [],
            ],
            read[0].Headers.Select(header => header.Value)
        );
        Assert.Empty(read[1].Headers);
        Assert.Equal(receipt.FirstOffset, read[0].Offset);
        Assert.Equal(receipt.LastOffset, read[2].Offset);
        Assert.Equal(receipt.FirstAppendTime, read[0].AppendTime);
        Assert.Equal(receipt.LastAppendTime, read[2].AppendTime);
    }

    [ContractFact]
    public async Task Append_StartedOneAfterTheOther_KeepTheirOrder()
    {
        await using var log = await OpenAsync();

        var appends = Enumerable
            .Range(0, 500)
            .Select(i => log.AppendAsync([Records.Text(Records.Number(i))], CancellationToken.None))
            .ToList();
        var receipts = await Task.WhenAll(appends);

        await using var reader = await log.OpenReaderAsync(receipts[0].FirstOffset, CancellationToken.None);
        var read = await Records.ReadAsync(reader, 500);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => Records.Number(i)), read.Select(Records.TextOf));
        Assert.Equal(receipts.Select(receipt => receipt.LastOffset), read.Select(record => record.Offset));
    }

    [ContractFact]
    public async Task GetBounds_AfterAppend_CoverItAndTimesNeverFall()
    {
        await using var log = await OpenAsync();
        var before = await log.GetBoundsAsync(CancellationToken.None);

        var first = await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        var last = await log.AppendAsync([Records.Text("b"), Records.Text("c")], CancellationToken.None);

        var after = await log.GetBoundsAsync(CancellationToken.None);
        Assert.Equal(before.EndOffset, first.FirstOffset);
        Assert.Equal(before.StartOffset, after.StartOffset);
        Assert.True(after.EndOffset > last.LastOffset);
        Assert.Equal(last.LastAppendTime, after.EndTime);
        Assert.Equal(first.FirstAppendTime, after.StartTime);
        Assert.True(first.LastAppendTime <= last.FirstAppendTime);
    }

    [ContractFact]
    public async Task Read_AtTheEnd_WaitsAndIsWokenByAnAppendOfAnotherInstance()
    {
        await using var writing = await OpenAsync();
        await using var reading = await OpenAsync();
        var end = (await reading.GetBoundsAsync(CancellationToken.None)).EndOffset;
        await using var reader = await reading.OpenReaderAsync(end, CancellationToken.None);

        var waiting = reader.ReadAsync(10, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        await writing.AppendAsync([Records.Text("news")], CancellationToken.None);

        var read = await waiting.WaitAsync(Records.Patience);
        Assert.Equal("news", Records.TextOf(Assert.Single(read)));
    }

    [ContractFact]
    public async Task Read_Cancelled_ThrowsAndTheReaderGoesOn()
    {
        await using var log = await OpenAsync();
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        await using var reader = await log.OpenReaderAsync(end, CancellationToken.None);
        using var cancel = new CancellationTokenSource();

        var waiting = reader.ReadAsync(10, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await log.AppendAsync([Records.Text("later")], CancellationToken.None);
        var read = await Records.ReadAsync(reader, 1);
        Assert.Equal("later", Records.TextOf(read[0]));
    }

    [ContractFact]
    public async Task Append_OversizeRecord_ThrowsAndNothingIsAppended()
    {
        await using var log = await OpenAsync();
        var before = await log.GetBoundsAsync(CancellationToken.None);

        var error = await Assert.ThrowsAsync<RecordTooLargeException>(() =>
            log.AppendAsync(
                [Records.Text("small"), new RecordToAppend(null, new byte[MaxRecordBytes + 1])],
                CancellationToken.None
            )
        );

        Assert.True(error.Size > error.Limit);
        var after = await log.GetBoundsAsync(CancellationToken.None);
        Assert.Equal(before.EndOffset, after.EndOffset);
        await log.AppendAsync([Records.Text("goes on")], CancellationToken.None);
    }

    [ContractTheory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task OpenReader_BehindTheEnd_Throws(long distance)
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;

        var error = await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.OpenReaderAsync(end + distance, CancellationToken.None)
        );

        Assert.Contains(Records.Number(end + distance), error.Problem, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Trimmed_PositionBeforeTheStart_ThrowsForOldAndNewReaders()
    {
        await using var log = await OpenAsync();
        var first = await log.AppendAsync([Records.Text("old")], CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(first.FirstOffset, CancellationToken.None);

        await TrimAsync(log);
        var last = await log.AppendAsync([Records.Text("new")], CancellationToken.None);

        var bounds = await log.GetBoundsAsync(CancellationToken.None);
        Assert.True(bounds.StartOffset > first.FirstOffset);
        Assert.True(bounds.EndOffset > last.LastOffset);
        await AssertReadAheadOrMismatchAsync(reader);
        var error = await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.OpenReaderAsync(first.FirstOffset, CancellationToken.None)
        );
        Assert.Contains("retention", error.Problem, StringComparison.Ordinal);
        await using var fromStart = await log.OpenReaderAsync(bounds.StartOffset, CancellationToken.None);
        await using var fromEnd = await log.OpenReaderAsync(last.FirstOffset, CancellationToken.None);
        Assert.Equal("new", Records.TextOf((await Records.ReadAsync(fromEnd, 1))[0]));
    }

    [ContractFact]
    public async Task Open_ManyAtOnce_AllGetTheSameIdentityAndKeepIt()
    {
        var logs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync)));
        var settings = logs.Select(log => log.Settings).Distinct().ToList();
        foreach (var log in logs)
        {
            await log.DisposeAsync();
        }

        await using var again = await OpenAsync();
        Assert.Equal(Assert.Single(settings), again.Settings);
    }

    [ContractFact]
    public async Task Reopen_AfterAppends_KeepsRecords()
    {
        AppendReceipt receipt;
        await using (var log = await OpenAsync())
        {
            receipt = await log.AppendAsync([Records.Text("kept")], CancellationToken.None);
        }

        await using var again = await OpenAsync();
        await using var reader = await again.OpenReaderAsync(receipt.FirstOffset, CancellationToken.None);
        var read = await Records.ReadAsync(reader, 1);
        Assert.Equal("kept", Records.TextOf(read[0]));
        Assert.Equal(receipt.FirstAppendTime, read[0].AppendTime);
    }

    /// <summary>
    /// A reader may still hand out what it had read before the start rose, and nothing behind it as if it were next.
    /// </summary>
    private static async Task AssertReadAheadOrMismatchAsync(ILogReader reader)
    {
        try
        {
            Assert.Equal("old", Records.TextOf((await Records.ReadAsync(reader, 1))[0]));
        }
        catch (LogMismatchException e)
        {
            Assert.Contains("retention", e.Problem, StringComparison.Ordinal);
        }
    }
}
