using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>
/// Finds out whether the log takes heartbeats, by writing beside it. If every member is silent, only this distinguishes
/// dead appliers from a log that stands still. Reading works with many a log that takes nothing.
/// </summary>
internal static class LogProbe
{
    /// <summary>How long the log may take: 2 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string Key = "probe/status";

    /// <summary>Why it takes none; null if it does.</summary>
    public static async Task<string?> AskAsync(
        IMetadataStore metadata,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await metadata.PutAsync(Key, "{}"u8.ToArray(), stop.Token).WaitAsync(stop.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no answer to a write in {Patience.TotalSeconds:0} s");
        }
        catch (Exception error) when (error is LogUnavailableException or AppendOutcomeUnknownException)
        {
            return error.Message;
        }
    }
}
