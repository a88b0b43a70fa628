using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Asks brokers about a topic again and again while they may still come to answer.</summary>
internal sealed class TopicPatience(KafkaLogOptions options, TimeProvider time, KafkaTrouble trouble)
{
    /// <summary>Time between two questions.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer. What may pass is borne for the time of connecting.</summary>
    /// <exception cref="LogRefusedException">Kafka refuses us.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public async Task<T> AskAsync<T>(TopicPlan plan, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await ask().ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }
            }
            catch (KafkaException e)
            {
                var mayPass = !KafkaFailures.IsForbidden(e.Error.Code) && !trouble.IsRefused;
                if (!mayPass || time.GetElapsedTime(started) > options.ConnectTimeout)
                {
                    throw KafkaFailures.Of(
                        trouble.MoreTelling(e.Error),
                        options.Endpoint,
                        KafkaRequest.Open(plan.Name),
                        e
                    );
                }
            }

            await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
