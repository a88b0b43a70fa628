using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Every kind of secret is in the configuration, those of Kafka's users too. None of them is in the three topics of the
/// log, read raw, nor in what processes say and commands dump.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class CanaryTopicsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [KafkaFact(ownServer: true)]
    public async Task Cluster_SecretsOfEveryKind_AreInNoTopicAndNoDump()
    {
        using var folder = new TempFolder();
        using var secrets = new TempFolder();
        var certificate = ServerCertificate.Create(secrets.At("certificate"), TimeProvider.System);
        await using var log = await SecuredLog.StartAsync(certificate);
        var good = new SqliteDatabase(folder.At("a.db"), Events.ItemsDdl);
        var ports = FreePorts.Take(2);
        var canary = await CanaryConfiguration.WriteAsync(
            log.Address,
            folder.At("spool"),
            secrets,
            good,
            closedPort: ports[0]
        );
        var said = new StringBuilder();
        await using (await CreateAsync(log)) { }
        await using (var run = await StartAsync(log, folder, canary, SecuredKafka.Applier, "run", "--http", "none"))
        await using (
            var route = await StartAsync(
                log,
                folder,
                canary,
                SecuredKafka.Reader,
                "route",
                "--listen",
                $"127.0.0.1:{ports[1]}",
                "--http",
                "none"
            )
        )
        {
            await WriteAsync(log);
            await CanaryConfiguration.DumpAsync(folder.Path, Of(log, canary, SecuredKafka.Operator), said);
            foreach (var process in new[] { run, route })
            {
                await process.TerminateAsync();
                var ended = await process.WaitAsync();
                said.Append(ended.Output).Append(ended.Errors);
            }
        }

        string[] users = [SecuredKafka.Applier, SecuredKafka.Publisher, SecuredKafka.Operator, SecuredKafka.Reader];
        string[] traces = [.. CanaryConfiguration.Traces, .. users.Select(log.PasswordOf)];
        AssertNone(traces, "what is said", said.ToString(), "Failed", "drain", "items");
        AssertNone(traces, "shop.log", ReadRaw(log, "shop.log"), "items", "erp");
        AssertNone(traces, "shop.meta", ReadRaw(log, "shop.meta"), "member/b", "audit/", "drain", "Failed");
        AssertNone(traces, "shop.publishers", ReadRaw(log, "shop.publishers"), "publisher/shop/", "schema/");
    }

    /// <summary>The text is there, as some words show that must be in it, and no secret is.</summary>
    private static void AssertNone(string[] traces, string where, string text, params string[] words)
    {
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(traces, trace => Assert.False(text.Contains(trace, StringComparison.Ordinal), where));
    }

    private static Task<IChangeLog> CreateAsync(SecuredLog log) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(log.Address),
            log.LoginOf(SecuredKafka.Applier) with
            {
                CreateIfMissing = true,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    /// <summary>An event that the good node takes, then a transaction for which it asks the registry.</summary>
    private static async Task WriteAsync(SecuredLog log)
    {
        await using var watched = await log.OpenAsync(SecuredKafka.Operator);
        await watched.AppendAsync([Events.Create(1)], CancellationToken.None);
        await MemberWait.UntilAsync(watched, "a", status => status.LastAppliedSequence == 0, Nothing);
        await using var cluster = await CdcCluster.ConnectAsync(
            log.Address,
            new CdcClusterOptions
            {
                PublisherName = "shop",
                LogClient = log.LoginOf(SecuredKafka.Publisher),
                NodeCredentials = new Dictionary<string, string> { ["b"] = "Username=ann;Password=hunter2-sdk" },
            }
        );
        await cluster.WriteAsync(transaction => transaction.Insert("items", new { id = 2L, what = "y" }));
        foreach (var node in (string[])["a", "b", "c", "d"])
        {
            await MemberWait.UntilAsync(watched, node, status => status.Reason is not null, Nothing);
        }
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Dictionary<string, string> Of(SecuredLog log, Dictionary<string, string> canary, string user) =>
        new(canary.Concat(log.EnvironmentOf(user)));

    private static Task<CliProcess> StartAsync(
        SecuredLog log,
        TempFolder folder,
        Dictionary<string, string> canary,
        string user,
        params string[] command
    ) => CliProcess.StartAsync(folder.Path, Of(log, canary, user), command);

    /// <summary>All that a topic holds, byte by byte.</summary>
    private static string ReadRaw(SecuredLog log, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(
            new ConsumerConfig
            {
                BootstrapServers = log.ToolServers,
                GroupId = "looks",
                EnableAutoCommit = false,
                EnablePartitionEof = true,
            }
        ).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var text = new StringBuilder();
        while (true)
        {
            var read = consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} does not come to its end.");
            if (read.IsPartitionEOF)
            {
                return text.ToString();
            }

            text.Append(Encoding.Latin1.GetString(read.Message.Key ?? [])).Append('\n');
            text.Append(Encoding.Latin1.GetString(read.Message.Value ?? [])).Append('\n');
            foreach (var header in read.Message.Headers)
            {
                text.Append(header.Key).Append(Encoding.Latin1.GetString(header.GetValueBytes() ?? [])).Append('\n');
            }
        }
    }
}
