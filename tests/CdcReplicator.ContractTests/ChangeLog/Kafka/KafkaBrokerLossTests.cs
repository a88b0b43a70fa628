using System.Collections.Concurrent;
using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

[Collection(KafkaTestServer.Collection)]
public sealed class KafkaBrokerLossTests
{
    private const int Publishers = 4;

    [KafkaTheory(ownServer: true)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_BrokerKilledUnderLoad_LosesNothingAcknowledged(int brokers)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { Brokers = brokers },
            TimeProvider.System,
            limit.Token
        );
        var options = new KafkaLogOptions { BootstrapServers = server.BootstrapServers, Cluster = "loss" };
        await using var log = await KafkaChangeLog.OpenAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            limit.Token
        );
        await using var reader = await log.OpenReaderAsync(0, limit.Token);
        var acknowledged = new ConcurrentDictionary<string, long>();
        var unknown = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var work = Enumerable
            .Range(0, Publishers)
            .Select(publisher => PublishAsync(log, publisher, acknowledged, unknown, stop.Token))
            .ToList();

        await UntilAsync(() => acknowledged.Count > 200, limit.Token);
        var victim = await LeaderAsync(server);
        await server.KillAsync(victim);
        if (brokers == 1)
        {
            await server.RestartAsync(victim, limit.Token);
        }

        var before = acknowledged.Count;
        await UntilAsync(() => acknowledged.Count > before + 200, limit.Token);
        await stop.CancelAsync();
        await Task.WhenAll(work).WaitAsync(limit.Token);

        var end = (await log.GetBoundsAsync(limit.Token)).EndOffset;
        var read = await Records.ReadAsync(reader, (int)end, TimeSpan.FromSeconds(60));
        var counts = read.GroupBy(Records.TextOf).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(acknowledged.Keys, text => Assert.Equal(1, counts.GetValueOrDefault(text)));
        Assert.All(acknowledged, pair => Assert.Equal(pair.Key, Records.TextOf(read[(int)pair.Value])));
        Assert.All(unknown, text => Assert.InRange(counts.GetValueOrDefault(text), 0, 1));
        Assert.Equal(counts.Count, counts.Keys.Count(text => acknowledged.ContainsKey(text) || unknown.Contains(text)));
        Assert.True(reader.Interruptions > 0);
    }

    /// <summary>
    /// librdkafka asks the broker it remembers as controller, and by itself looks for another one only every five
    /// minutes: each broker is killed once, so one of them is that broker.
    /// </summary>
    [KafkaFact(ownServer: true)]
    public async Task Look_EachBrokerKilledInTurn_AnotherOneAnswers()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { Brokers = 3 },
            TimeProvider.System,
            limit.Token
        );
        var options = new KafkaLogOptions { BootstrapServers = server.BootstrapServers, Cluster = "look" };
        LibrdkafkaLoader.EnsureLoaded();
        var logger = NullLogger.Instance;
        using var topics = new KafkaTopics(new KafkaClients(options, logger), options, TimeProvider.System, logger);
        var plan = TopicPlan.OfLog(options);
        await topics.PrepareAsync(plan, limit.Token);

        for (var broker = 1; broker <= server.BrokerCount; broker++)
        {
            await server.KillAsync(broker);
            await UntilAnsweredAsync(() => topics.LookAsync(plan.Name));
            await UntilAnsweredAsync(() => topics.ReadSettingsAsync(plan.Name));
            await server.RestartAsync(broker, limit.Token);
        }
    }

    private static async Task UntilAnsweredAsync(Func<Task> ask)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            try
            {
                await ask();
                return;
            }
            catch (KafkaException)
            {
                // Asked again.
            }
        }
    }

    private static async Task PublishAsync(
        KafkaChangeLog log,
        int publisher,
        ConcurrentDictionary<string, long> acknowledged,
        ConcurrentBag<string> unknown,
        CancellationToken stop
    )
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{publisher}:{i}");
            try
            {
                var receipt = await log.AppendAsync([Records.Text(text)], CancellationToken.None);
                acknowledged[text] = receipt.LastOffset;
            }
            catch (AppendOutcomeUnknownException)
            {
                unknown.Add(text);
            }
            catch (LogUnavailableException)
            {
                // Surely not appended: the check that nothing else is in the log covers it.
            }
        }
    }

    private static async Task<int> LeaderAsync(KafkaServer server)
    {
        if (server.BrokerCount == 1)
        {
            return 1;
        }

        var shown = await KafkaTools.RunAsync(
            server.ToolServers,
            "kafka-topics.sh",
            "--describe",
            "--topic",
            "loss.log"
        );
        var words = shown.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(words[Array.IndexOf(words, "Leader:") + 1], CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(50, cancellationToken);
        }
    }
}
