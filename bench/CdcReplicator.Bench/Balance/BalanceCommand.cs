using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench balance</c>: the read router against textbook rules and Npgsql's own balancing.</summary>
internal static class BalanceCommand
{
    private const string AllCases = "all";

    public static Command Build(TimeProvider time)
    {
        var name = new Option<string>("--case")
        {
            Description =
                "What is the matter with the third of three nodes: slow (20 times), failing (refuses at once), cold "
                + "(comes back, slow for a while), or all.",
            DefaultValueFactory = _ => AllCases,
        }.AcceptOnlyFromAmong([.. BalanceCase.All, AllCases]);
        var readers = new Option<int>("--readers")
        {
            Description = "Readers at the same time.",
            DefaultValueFactory = _ => BalanceOptions.DefaultReaders,
        }.Within(1, 90);
        var seconds = BenchOptions.Seconds(
            "How long each contender reads, a round, after 1 s of warm-up.",
            BalanceOptions.DefaultSeconds,
            least: 2,
            most: 3600
        );
        var rounds = BenchOptions.Rounds("How often each contender takes its turn.", BalanceOptions.DefaultRounds);
        var seed = BenchOptions.Seed();
        var json = BenchOptions.Json();
        var command = new Command(
            "balance",
            "Read from three PostgreSQL nodes, one of them in trouble, through the router and through other ways to "
                + "balance."
        )
        {
            name,
            readers,
            seconds,
            rounds,
            seed,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var wanted = parsed.GetValue(name)!;
                        var options = new BalanceOptions
                        {
                            Cases = wanted == AllCases ? BalanceCase.All : [wanted],
                            Readers = parsed.GetValue(readers),
                            Seconds = parsed.GetValue(seconds),
                            Rounds = parsed.GetValue(rounds),
                            Seed = parsed.GetValue(seed),
                            Json = parsed.GetValue(json),
                        };
                        return new BalanceRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
