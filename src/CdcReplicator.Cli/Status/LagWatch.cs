using System.Globalization;
using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary>
/// The cluster again and again. When the log does not answer, the last picture with its age and why it is old: a watch
/// does not end there.
/// </summary>
internal sealed class LagWatch(IChangeLog log, ClusterReport first, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<ClusterReport> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = first;
        var lastAt = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            var (report, problem) = await TryReadAsync(cancellationToken);
            if (report is not null)
            {
                last = report;
                lastAt = time.GetTimestamp();
            }

            yield return problem is null ? last : last.Older(time.GetElapsedTime(lastAt), problem);
        }
    }

    private async Task<(ClusterReport? Report, string? Problem)> TryReadAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await ClusterReader.ReadAsync(log, isPatient: false, time, stop.Token).WaitAsync(stop.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the log does not answer within {Patience.TotalSeconds:0} s"
                )
            );
        }
        catch (LogUnavailableException error)
        {
            return (null, $"the log does not answer: {error.Message}");
        }
    }
}
