using System.CommandLine;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>What an operator orders of one node.</summary>
internal static class NodeCommand
{
    /// <summary>Gives a command its node and its cluster, and what it does beside the log.</summary>
    /// <param name="command">With its own options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">Takes the node's name as the operator gave it.</param>
    public static Command Complete(
        Command command,
        TimeProvider time,
        Func<ParseResult, Orders, string, CancellationToken, Task> act
    )
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as status shows it." };
        command.Add(node);
        return ClusterCommand.Complete(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                await act(parsed, Orders.Of(connection), parsed.GetRequiredValue(node), cancellationToken);
                return ExitCodes.Success;
            }
        );
    }
}
