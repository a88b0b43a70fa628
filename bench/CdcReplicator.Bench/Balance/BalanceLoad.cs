using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>Readers that read one after another, all at the same time.</summary>
internal sealed class BalanceLoad(int readers, TimeSpan length, TimeProvider time)
{
    /// <summary>Reads through a contender, and says what came of it.</summary>
    public async Task<BalanceSample> RunAsync(IReadContender contender, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var results = await Task.WhenAll(
            Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadOnAsync(contender, start, cancellationToken)))
        );
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        double[] milliseconds = [.. results.SelectMany(result => result.Milliseconds).Order()];
        return new BalanceSample(
            milliseconds.Length / seconds,
            SampleStatistics.Percentile(milliseconds, 0.5),
            SampleStatistics.Percentile(milliseconds, 0.99),
            milliseconds.Length,
            results.Sum(result => result.Failures.Count),
            [.. results.SelectMany(result => result.Failures).Distinct(StringComparer.Ordinal)]
        );
    }

    private async Task<(List<double> Milliseconds, List<string> Failures)> ReadOnAsync(
        IReadContender contender,
        long start,
        CancellationToken cancellationToken
    )
    {
        var milliseconds = new List<double>();
        var failures = new List<string>();
        while (time.GetElapsedTime(start) < length)
        {
            var began = time.GetTimestamp();
            try
            {
                await using var connection = await contender.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand(BalanceNode.Read, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
                milliseconds.Add(time.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (Exception error) when (error is NpgsqlException or ReplicationException)
            {
                // Counted, and shown as the share that succeeded.
                failures.Add(error.Message);
            }
        }

        return (milliseconds, failures);
    }
}
