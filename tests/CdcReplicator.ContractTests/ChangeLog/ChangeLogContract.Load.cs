using System.Diagnostics;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

public abstract partial class ChangeLogContract(ITestOutputHelper output)
{
    private const int Publishers = 8;
    private const int TransactionsPerPublisher = 12_500;
    private const int UnderWay = 128;

    [ContractFact]
    public async Task Append_100000TransactionsFrom8Publishers_ThreeReadersReadAllWholeOnceInOneOrder()
    {
        await using var log = await OpenAsync();
        var start = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var clock = Stopwatch.StartNew();

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAllAsync(start, limit.Token))).ToList();
        var publishers = Enumerable
            .Range(0, Publishers)
            .Select(publisher => Task.Run(() => PublishAsync($"p{Records.Number(publisher)}", limit.Token)))
            .ToList();
        var ordered = await Task.WhenAll(publishers);
        var published = clock.Elapsed;
        var checkers = await Task.WhenAll(readers);

        const int all = Publishers * TransactionsPerPublisher;
        output.WriteLine(
            $"{all} transactions appended in {published.TotalSeconds:0.0} s ({all / published.TotalSeconds:0}/s), read "
                + $"by 3 in {clock.Elapsed.TotalSeconds:0.0} s"
        );
        Assert.All(ordered, Assert.True);
        Assert.All(checkers, checker => Assert.Equal(all, checker.Whole));
        Assert.All(checkers, checker => Assert.Empty(checker.Torn));
        Assert.Single(checkers.Select(checker => checker.Order).Distinct());
    }

    private async Task<TransactionChecker> ReadAllAsync(long start, CancellationToken cancellationToken)
    {
        await using var log = await OpenAsync();
        await using var reader = await log.OpenReaderAsync(start, cancellationToken);
        var checker = new TransactionChecker();
        while (checker.Whole < Publishers * TransactionsPerPublisher)
        {
            foreach (var record in await reader.ReadAsync(5000, cancellationToken))
            {
                checker.Take(record);
            }
        }

        return checker;
    }

    /// <summary>Returns whether the receipts rose.</summary>
    private async Task<bool> PublishAsync(string publisher, CancellationToken cancellationToken)
    {
        await using var log = await OpenAsync();
        var underWay = new Queue<Task<AppendReceipt>>();
        var last = -1L;
        var isRising = true;
        for (var transaction = 0; transaction < TransactionsPerPublisher || underWay.Count > 0; transaction++)
        {
            if (transaction < TransactionsPerPublisher)
            {
                underWay.Enqueue(log.AppendAsync(Transaction(publisher, transaction), cancellationToken));
            }

            if (underWay.Count >= UnderWay || transaction >= TransactionsPerPublisher)
            {
                var receipt = await underWay.Dequeue();
                isRising &= receipt.FirstOffset > last && receipt.LastOffset > receipt.FirstOffset;
                last = receipt.LastOffset;
            }
        }

        return isRising;
    }

    private static RecordToAppend[] Transaction(string publisher, int transaction)
    {
        var count = 2 + (transaction % 3);
        var records = new RecordToAppend[count];
        for (var place = 0; place < count; place++)
        {
            records[place] = Records.Text(
                $"{publisher}:{Records.Number(transaction)}:{Records.Number(place)}:{Records.Number(count)}|".PadRight(
                    200,
                    '.'
                )
            );
        }

        return records;
    }
}
