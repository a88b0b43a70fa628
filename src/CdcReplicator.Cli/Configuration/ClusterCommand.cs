using System.CommandLine;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>What commands that work on an existing cluster have in common.</summary>
internal static class ClusterCommand
{
    /// <summary>Gives a command its cluster, and what it does there.</summary>
    /// <param name="command">With its own arguments and options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">Does it; returns the exit code.</param>
    public static Command Complete(
        Command command,
        TimeProvider time,
        Func<ParseResult, ClusterConnection, CancellationToken, Task<int>> act
    ) => Complete(command, new ClusterOptions(), ClusterOpening.OpenAsync, time, act);

    /// <summary>The same for a command that puts orders into the log, which may be signed.</summary>
    /// <param name="command">With its own arguments and options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">Does it; returns the exit code.</param>
    public static Command CompleteOrder(
        Command command,
        TimeProvider time,
        Func<ParseResult, ClusterConnection, CancellationToken, Task<int>> act
    )
    {
        var cluster = new ClusterOptions();
        cluster.AddOrderKeyTo(command);
        return Complete(command, cluster, ClusterOpening.OpenAsync, time, act);
    }

    /// <summary>The same for a command that only looks, so that a broken log is opened too.</summary>
    /// <param name="command">With its own arguments and options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">Does it; returns the exit code.</param>
    public static Command CompleteLooking(
        Command command,
        TimeProvider time,
        Func<ParseResult, ClusterConnection, CancellationToken, Task<int>> act
    ) => Complete(command, new ClusterOptions(), ClusterOpening.OpenToLookAsync, time, act);

    private static Command Complete(
        Command command,
        ClusterOptions cluster,
        Func<ClusterOptions, ParseResult, TimeProvider, CancellationToken, Task<ClusterConnection>> open,
        TimeProvider time,
        Func<ParseResult, ClusterConnection, CancellationToken, Task<int>> act
    )
    {
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await open(cluster, parsed, time, cancellationToken);
                        return await act(parsed, connection, cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
