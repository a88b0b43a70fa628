using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Bench;

/// <summary>Fills a log with a workload as fast as it takes it: many appends under way, in order.</summary>
internal sealed class LogFiller(TimeProvider time)
{
    private const int AppendsUnderWay = 5000;
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(2);

    public async Task FillAsync(
        IChangeLog log,
        Workload workload,
        LogContent content,
        CancellationToken cancellationToken
    )
    {
        var records = new LogTransactions(new MetadataSchemaRegistry(log.Metadata), content.Checked, time);
        var underWay = new Queue<Task>(AppendsUnderWay);
        var saidAt = time.GetTimestamp();
        var number = 0L;
        foreach (var transaction in Bundles(workload, content))
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
                        $"  {number * content.Bundle:N0} of {content.Transactions:N0} transactions logged"
                    )
                );
            }
        }

        await Task.WhenAll(underWay);
    }

    private static IEnumerable<IReadOnlyList<WorkloadChange>> Bundles(Workload workload, LogContent content) =>
        content.Bundle == 1
            ? workload.Transactions(content.Transactions)
            : workload
                .Transactions(content.Transactions)
                .Chunk(content.Bundle)
                .Select(bundle => (IReadOnlyList<WorkloadChange>)[.. bundle.SelectMany(changes => changes)]);
}
