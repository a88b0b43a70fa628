using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Whether what a client remembers of its brokers (leader, controller) may be out of date. librdkafka sends a question
/// to the broker it remembers, a dead one too, and by itself looks anew only every five minutes.
/// </summary>
internal sealed class BrokerMemory
{
    private volatile bool _isDoubtful;

    /// <summary>A connection failed, or a question was not answered.</summary>
    public void Doubt() => _isDoubtful = true;

    /// <summary>Looks the brokers up anew if there is a doubt; blocks.</summary>
    /// <exception cref="KafkaException">No broker answers; the doubt stays.</exception>
    public void Renew(Handle client)
    {
        if (!_isDoubtful)
        {
            return;
        }

        using var admin = new DependentAdminClientBuilder(client).Build();

        // Before the question, so that an error that is reported meanwhile is a new doubt.
        _isDoubtful = false;
        try
        {
            admin.GetMetadata(Watermarks.Patience);
        }
        catch (KafkaException)
        {
            _isDoubtful = true;
            throw;
        }
    }
}
