using System.Globalization;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench relay</c> from beginning to end. Whatever happens, no server is left running.</summary>
internal sealed class RelayRun(RelayBenchOptions options, TimeProvider time)
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly List<RelaySample> _samples = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        await using var party = new RelayParty(folder, options.Tls, time);
        var (server, contenders) = await party.GatherAsync(cancellationToken);
        var pgbench = new Pgbench(server, options.Tls);
        BenchProgress.Say($"Filling pgbench's tables, scale {options.Scale} ...");
        await pgbench.InitializeAsync(options.Scale, cancellationToken);
        foreach (var contender in contenders)
        {
            // Code is compiled, caches are filled, and whoever does not work says so at once.
            await pgbench.ReadAsync(contender.Port, options.Clients[0], seconds: 1, cancellationToken);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            await MeasureAsync(round, pgbench, contenders, cancellationToken);
        }

        var report = RelayFigures.Report(options, _samples, RunConditions.Now(time));
        RelayTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.RelayReport, cancellationToken);
        return ExitCodes.Success;
    }

    private async Task MeasureAsync(
        int round,
        Pgbench pgbench,
        IReadOnlyList<RelayContender> contenders,
        CancellationToken cancellationToken
    )
    {
        foreach (var clients in options.Clients)
        {
            foreach (var contender in Turns.Of(round, contenders))
            {
                var sample = await MeasureAsync(round, clients, pgbench, contender, cancellationToken);
                _samples.Add(sample);
                BenchProgress.Say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Round {round} of {options.Rounds}, {clients} clients, {contender.Name}: "
                            + $"{sample.TransactionsPerSecond:N0}/s"
                    )
                );
            }
        }
    }

    private async Task<RelaySample> MeasureAsync(
        int round,
        int clients,
        Pgbench pgbench,
        RelayContender contender,
        CancellationToken cancellationToken
    )
    {
        var before = CpuOf(contender);
        var (rate, count) = await pgbench.ReadAsync(contender.Port, clients, options.Seconds, cancellationToken);
        var cpu = (CpuOf(contender) - before) * MicrosecondsPerSecond / count;
        return new RelaySample(contender.Name, clients, round, rate, cpu);
    }

    private static double? CpuOf(RelayContender contender) =>
        contender.ProcessId is { } process ? ProcessTreeCpu.SecondsOf(process) : null;
}
