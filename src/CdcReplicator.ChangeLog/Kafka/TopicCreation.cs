using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Creates a topic as it is planned.</summary>
/// <param name="admin">Asks the brokers.</param>
/// <param name="timeout">How long they may take.</param>
/// <param name="logger">Is told of what was created.</param>
internal sealed class TopicCreation(IAdminClient admin, TimeSpan timeout, ILogger logger)
{
    /// <summary>Creates it, unless another opener was faster.</summary>
    /// <exception cref="KafkaException">The brokers refuse it, or do not answer.</exception>
    public async Task CreateAsync(TopicPlan plan, int replicas)
    {
        var specification = new TopicSpecification
        {
            Name = plan.Name,
            NumPartitions = 1,
            ReplicationFactor = (short)replicas,
            Configs = new Dictionary<string, string>(plan.Required.Concat(plan.Initial))
            {
                [TopicPlan.MinInSyncSetting] = plan.MinInSyncOf(replicas).ToString(CultureInfo.InvariantCulture),
            },
        };
        try
        {
            await admin
                .CreateTopicsAsync(
                    [specification],
                    new CreateTopicsOptions { OperationTimeout = timeout, RequestTimeout = timeout }
                )
                .ConfigureAwait(false);
            logger.TopicCreated(plan.Name, replicas);
        }
        catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // Another opener was faster; its topic is verified like any other.
        }
        catch (CreateTopicsException e)
        {
            throw new KafkaException(e.Results[0].Error, e);
        }
    }
}
