using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

[Collection(KafkaTestServer.Collection)]
public sealed class KafkaSecurityTests
{
    private const string Password = "correct-horse";

    [KafkaFact(ownServer: true)]
    public async Task Open_WithPassword_OnlyTheRightOneOpensAndNoneIsTold()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { User = new KafkaServerUser("app", Password) },
            TimeProvider.System,
            limit.Token
        );
        using var folder = new TempFolder();
        var right = folder.At("right");
        var wrong = folder.At("wrong");
        await File.WriteAllTextAsync(right, Password + "\n", limit.Token);
        await File.WriteAllTextAsync(wrong, "battery-staple\n", limit.Token);

        await using (var log = await OpenAsync(server, right, limit.Token))
        {
            await log.AppendAsync([Records.Text("a")], limit.Token);
        }

        var error = await Assert.ThrowsAsync<LogRefusedException>(() => OpenAsync(server, wrong, limit.Token));
        Assert.Contains("refuses", error.Problem, StringComparison.Ordinal);
        Assert.Contains("password", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("battery-staple", error.ToString(), StringComparison.Ordinal);
    }

    private static Task<KafkaChangeLog> OpenAsync(
        KafkaServer server,
        string passwordFile,
        CancellationToken cancellationToken
    ) =>
        KafkaChangeLog.OpenAsync(
            new KafkaLogOptions
            {
                BootstrapServers = server.BootstrapServers,
                Cluster = "secured",
                Security = new KafkaSecurityOptions
                {
                    Protocol = KafkaSecurityProtocol.SaslPlaintext,
                    User = "app",
                    PasswordFile = passwordFile,
                },
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellationToken
        );
}
