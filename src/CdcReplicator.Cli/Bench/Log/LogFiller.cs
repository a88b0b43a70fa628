using System.Globalization;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary>Fills a log with a workload as fast as it takes it: many appends under way, in order.</summary>
internal sealed class LogFiller(TimeProvider time)
{
    private const int AppendsUnderWay = 5000;
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(2);

    public async Task FillAsync(
        IChangeLog log,
        Workload workload,
        long transactions,
        bool isChecked,
        CancellationToken cancellationToken
    )
    {
        var records = new LogTransactions(new MetadataSchemaRegistry(log.Metadata), isChecked, time);
        var underWay = new Queue<Task>(AppendsUnderWay);
        var saidAt = time.GetTimestamp();
        var number = 0L;
        foreach (var transaction in workload.Transactions(transactions))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var encoded = await records.EncodeAsync(++number, transaction, cancellationToken);
            // Not cancelled: an append that was given up would be reported as one of unknown outcome.
            underWay.Enqueue(log.AppendAsync(encoded, CancellationToken.None));
            if (underWay.Count == AppendsUnderWay)
            {
                await underWay.Dequeue();
            }

            if (time.GetElapsedTime(saidAt) > SayEvery)
            {
                saidAt = time.GetTimestamp();
                BenchProgress.Say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {number:N0} of {transactions:N0} transactions logged"
                    )
                );
            }
        }

        await Task.WhenAll(underWay);
    }
}
