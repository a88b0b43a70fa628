using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench relay</c>: how much the relay costs, against other proxies and none.</summary>
internal static class RelayCommand
{
    private const int MaxClients = 1000;

    public static Command Build(TimeProvider time)
    {
        var clients = new Option<int[]>("--clients")
        {
            Description = "Numbers of clients, each a case of its own. Default: 8 64.",
            DefaultValueFactory = _ => [.. RelayBenchOptions.DefaultClients],
            AllowMultipleArgumentsPerToken = true,
        };
        clients.Validators.Add(result =>
        {
            if (Array.Exists(result.GetValueOrDefault<int[]>() ?? [], count => count is < 1 or > MaxClients))
            {
                result.AddError($"--clients must be 1 to {MaxClients}.");
            }
        });
        var seconds = BenchOptions.Seconds(
            "Length of one run.",
            RelayBenchOptions.DefaultSeconds,
            least: 1,
            most: 3600
        );
        var rounds = BenchOptions.Rounds(
            "Runs of each contender and case, turn by turn.",
            RelayBenchOptions.DefaultRounds
        );
        var scale = new Option<int>("--scale")
        {
            Description = "pgbench's scale: times 100,000 rows.",
            DefaultValueFactory = _ => RelayBenchOptions.DefaultScale,
        }.Within(1, 1000);
        var tls = new Option<bool>("--tls")
        {
            Description =
                "Clients speak TLS. PgBouncer and route end it; HAProxy passes it on to the server, which ends it.",
        };
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "relay",
            "Run pgbench -S -M prepared directly, through HAProxy, through PgBouncer and through route, and compare."
        )
        {
            clients,
            seconds,
            rounds,
            scale,
            tls,
            json,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                        new RelayRun(
                            new RelayBenchOptions
                            {
                                Clients = parsed.GetValue(clients)!,
                                Seconds = parsed.GetValue(seconds),
                                Rounds = parsed.GetValue(rounds),
                                Scale = parsed.GetValue(scale),
                                Tls = parsed.GetValue(tls),
                                Json = parsed.GetValue(json),
                                Keep = parsed.GetValue(keep),
                            },
                            time
                        ).RunAsync(cancellationToken),
                    cancellationToken
                )
        );
        return command;
    }
}
