using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Turns what a command throws into a message on standard error and an exit code.</summary>
internal static class CommandErrors
{
    /// <summary>
    /// Runs a command; expected failures become sentences and a code, unexpected ones keep their stack.
    /// </summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            PlainOutput.Error("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (BadInputException error)
        {
            foreach (var problem in error.Problems)
            {
                PlainOutput.Error($"error: {problem}");
            }

            return ExitCodes.BadInput;
        }
        catch (ReplicationException error)
        {
            PlainOutput.Error($"error: {error.Message}");
            return CodeOf(error);
        }
    }

    private static int CodeOf(ReplicationException error) =>
        error switch
        {
            LogUnavailableException or SchemaRegistryUnavailableException => ExitCodes.Unreachable,
            LogMissingException => ExitCodes.BadInput,
            NodeFaultException { IsTransient: true } => ExitCodes.Unreachable,
            _ => ExitCodes.Failure,
        };
}
