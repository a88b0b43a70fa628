using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Tries a schema change on the node and undoes it, because somebody asks whether the node could take it.
/// </summary>
internal sealed class SchemaTrial(INode node, SchemaTrials trials, ILogger logger)
{
    /// <summary>Tries it. Applying must rest until this returns.</summary>
    /// <returns>What is left to do: telling.</returns>
    public async Task<Func<CancellationToken, Task>> AnswerAsync(
        ControlMessage question,
        long sequence,
        long version,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (
                SchemaChangeReading.TryRead(question.Content) is not { } change
                || !await trials.IsAskedAsync(change.Id, cancellationToken)
            )
            {
                return _ => Task.CompletedTask;
            }

            var answer = new TriedSchemaChange(node.Id, sequence, version, await TryAsync(change, cancellationToken));
            return token => TellAsync(change.Id, answer, token);
        }
        catch (LogUnavailableException error)
        {
            ApplierLog.SchemaTrialUntold(logger, node.Id, sequence, error.Message);
            return _ => Task.CompletedTask;
        }
    }

    private async Task<string?> TryAsync(SchemaChange change, CancellationToken cancellationToken)
    {
        try
        {
            await node.TrySchemaChangeAsync(change, cancellationToken);
            return null;
        }
        catch (ReplicationException error)
        {
            return error.Message;
        }
    }

    private async Task TellAsync(string id, TriedSchemaChange answer, CancellationToken cancellationToken)
    {
        try
        {
            await trials.PublishAsync(id, answer, cancellationToken);
        }
        catch (LogUnavailableException error)
        {
            // No answer is no consent: whoever asked sees that this node did not answer.
            ApplierLog.SchemaTrialUntold(logger, node.Id, answer.Sequence, error.Message);
        }
    }
}
