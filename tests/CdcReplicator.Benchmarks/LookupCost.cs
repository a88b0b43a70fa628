using System.Diagnostics;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using static System.FormattableString;

namespace CdcReplicator.Benchmarks;

/// <summary>What it costs to look up the verdicts of a transaction, by how many entries are beside the log.</summary>
internal static class LookupCost
{
    private const int Lookups = 2000;

    /// <summary>
    /// Measures an embedded log, and Kafka if it is installed; prints a line for each number of entries.
    /// </summary>
    public static async Task RunAsync()
    {
        using var folder = new TempFolder();
        string[] logs =
        [
            $"embedded:{folder.At("log.db")}",
            .. Environment.GetEnvironmentVariable("KAFKA_HOME") is null
                ? (string[])[]
                : [$"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}"],
        ];
        foreach (var address in logs)
        {
            await using var log = await HostedApplier.OpenLogAsync(address);
            var store = new RejectionStore(log.Metadata);
            var entries = 0;
            foreach (var goal in (int[])[1_000, 10_000, 110_000])
            {
                for (; entries < goal; entries += 1000)
                {
                    // One a thousand of sequences, so that each is an entry of its own.
                    await store.PublishAsync("n", [.. Enumerable.Range(entries, 1000).Select(Rejection)], default);
                }

                await store.FindAsync(0, default);
                var used = Environment.CpuUsage.TotalTime;
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < Lookups; i++)
                {
                    var sequence = i % goal * 1000L;
                    if ((await store.FindAsync(sequence, default)).Count != 1)
                    {
                        throw new InvalidOperationException($"The rejection of {sequence} is not found.");
                    }
                }

                Console.WriteLine(
                    Invariant($"{log.Endpoint.Split(':')[0]}, {goal} entries: ")
                        + Invariant(
                            $"{Stopwatch.GetElapsedTime(started).TotalMicroseconds / Lookups:F1} us a look-up, "
                        )
                        + Invariant(
                            $"{(Environment.CpuUsage.TotalTime - used).TotalMicroseconds / Lookups:F1} us of processor"
                        )
                );
            }
        }
    }

    private static PublishedRejection Rejection(int number) =>
        new(
            number * 1000L,
            "writer",
            new Rejection(RejectionReason.DuplicateKey, TableName.Parse("t"), "{\"id\":1}", null, "Row exists already.")
        );
}
