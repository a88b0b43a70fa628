using Spectre.Console;

namespace CdcReplicator.Cli;

/// <summary>Shows the live table for a while: in place on a terminal, else again every few seconds.</summary>
internal sealed class DemoScreen(LiveTable table, TimeProvider time)
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Shows it for a time; ends early, with the error, if the work fails.</summary>
    public async Task ShowAsync(
        string phase,
        Func<long> written,
        Task work,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        if (Console.IsOutputRedirected)
        {
            await LoopAsync(phase, written, work, duration, PlainInterval, AnsiConsole.Write, cancellationToken);
            return;
        }

        await AnsiConsole
            .Live(new Text(phase))
            .StartAsync(view =>
                LoopAsync(phase, written, work, duration, TerminalInterval, view.UpdateTarget, cancellationToken)
            );
    }

    private async Task LoopAsync(
        string phase,
        Func<long> written,
        Task work,
        TimeSpan duration,
        TimeSpan interval,
        Action<Table> show,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        while (duration - time.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.WhenAny(work, Task.Delay(left < interval ? left : interval, time, cancellationToken));
            if (work.IsFaulted)
            {
                await work;
            }

            cancellationToken.ThrowIfCancellationRequested();
            show(await table.RenderAsync(phase, written(), cancellationToken));
        }
    }
}
