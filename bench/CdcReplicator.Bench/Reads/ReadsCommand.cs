using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench reads</c>: what reading one's own writes costs.</summary>
internal static class ReadsCommand
{
    public static Command Build(TimeProvider time)
    {
        var log = BenchOptions.Log();
        var node = BenchOptions.Node();
        var sessions = new Option<int>("--sessions")
        {
            Description = "Users at the same time, each with a session of its own.",
            DefaultValueFactory = _ => ReadsOptions.DefaultSessions,
        }.Within(1, 1000);
        var think = new Option<int>("--think")
        {
            Description = "Mean pause between a user's requests in ms, exponentially distributed; 0 for none.",
            DefaultValueFactory = _ => ReadsOptions.DefaultThinkMilliseconds,
        }.Within(0, 60_000);
        var seconds = BenchOptions.Seconds(
            "How long each level is measured, a round.",
            ReadsOptions.DefaultSeconds,
            least: 1,
            most: 3600
        );
        var rounds = BenchOptions.Rounds("How often each level takes its turn.", ReadsOptions.DefaultRounds);
        var seed = BenchOptions.Seed();
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "reads",
            "Let users read and write 90 to 10 on three nodes, and compare reads that see one's own writes with reads "
                + "of any node."
        )
        {
            log,
            node,
            sessions,
            think,
            seconds,
            rounds,
            seed,
            json,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var options = new ReadsOptions
                        {
                            Log = parsed.GetValue(log)!,
                            Node = parsed.GetValue(node)!,
                            Sessions = parsed.GetValue(sessions),
                            ThinkMilliseconds = parsed.GetValue(think),
                            Seconds = parsed.GetValue(seconds),
                            Rounds = parsed.GetValue(rounds),
                            Seed = parsed.GetValue(seed),
                            Json = parsed.GetValue(json),
                            Keep = parsed.GetValue(keep),
                        };
                        return new ReadsRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
