using CdcReplicator.Applier;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>Runs the applier of one node in this process until the node serves, and shows how far it is.</summary>
internal static class JoiningRun
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="plan">The plan, with one node.</param>
    /// <param name="command">The command that goes on where this one was stopped.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        RunPlan plan,
        string command,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        JoinEnd? end = null;
        try
        {
            await ApplierHost.RunAsync(
                plan,
                LogLevel.Warning,
                async (host, pulses, stop) =>
                {
                    end = await WatchAsync(pulses, time, stop);
                    await host.StopAsync(CancellationToken.None);
                },
                time,
                cancellationToken
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            PlainOutput.Error($"What is there is kept; it goes on where it stopped: {command}");
            throw;
        }

        if (end!.Code == ExitCodes.Success)
        {
            PlainOutput.Line(end.Text);
        }
        else
        {
            PlainOutput.Error($"error: {end.Text}");
        }

        return end.Code;
    }

    private static async Task<JoinEnd> WatchAsync(
        ApplierPulses pulses,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var lines = new JoinLines(time);
        while (true)
        {
            if (pulses.All is [{ Status: { } status } pulse])
            {
                if (lines.Next(status) is { } line)
                {
                    PlainOutput.Line(line);
                }

                if (JoinEnd.Of(status, pulse.StandsBy) is { } end)
                {
                    return end;
                }
            }

            await Task.Delay(LookInterval, time, cancellationToken);
        }
    }
}
