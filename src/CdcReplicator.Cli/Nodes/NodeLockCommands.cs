using System.CommandLine;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary><c>node unlock</c> and <c>node lock</c>: changes round the log, for a while.</summary>
internal static class NodeLockCommands
{
    public static Command BuildUnlock(TimeProvider time)
    {
        var node = NodeArgument();
        var length = new Option<string>("--for")
        {
            Description = "For how long: 90s, 15m or 2h; a day at most. It ends by itself.",
            Required = true,
        };
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for other operators; shown by status and log audit.",
            Required = true,
        };
        return ClusterCommand.Complete(
            new Command("unlock", "Let everybody change a node's replicated tables for a while.")
            {
                node,
                length,
                reason,
            },
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(node);
                var lasts = TimeText.Read("--for", parsed.GetRequiredValue(length));
                var why = parsed.GetRequiredValue(reason).Trim();
                if (why.Length == 0)
                {
                    throw new BadInputException(["--reason is empty; say why."]);
                }

                var locking = new NodeLocking(Orders.Of(connection), connection.Giver, time);
                return Say(
                    await locking.UnlockAsync(name, lasts, why, cancellationToken),
                    $"{name} takes everybody's changes for {parsed.GetValue(length)}; only {name} gets them. Compare "
                        + "the nodes afterwards: cdc-replicator verify",
                    name
                );
            }
        );
    }

    public static Command BuildLock(TimeProvider time)
    {
        var node = NodeArgument();
        return ClusterCommand.Complete(
            new Command("lock", "End a node's unlocking before its time.") { node },
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(node);
                var locking = new NodeLocking(Orders.Of(connection), connection.Giver, time);
                return Say(
                    await locking.LockAsync(name, cancellationToken),
                    $"{name} refuses changes that come round the log again. Compare the nodes: cdc-replicator verify",
                    name
                );
            }
        );
    }

    private static int Say(bool isDone, string done, string name)
    {
        PlainOutput.Line(
            isDone
                ? done
                : $"It is ordered, but the applier of {name} has not done it yet. Does it run, and does it reach its "
                    + "database? See: cdc-replicator status"
        );
        return isDone ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    private static Argument<string> NodeArgument() =>
        new("NODE") { Description = "The node's name, as status shows it." };
}
