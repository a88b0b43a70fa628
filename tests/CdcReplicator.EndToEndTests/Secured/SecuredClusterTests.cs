using System.Text.Json;
using CdcReplicator.Cluster;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// The main job with everything closed: TLS and SCRAM to Kafka and PostgreSQL, ACLs, and the roles that the scripts in
/// <c>deploy/security</c> make.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class SecuredClusterTests
{
    private const string Ddl =
        "CREATE TABLE accounts (id bigint PRIMARY KEY, owner text NOT NULL, balance numeric(12,2) NOT NULL); "
        + "CREATE TABLE bookings (id bigint PRIMARY KEY, account bigint NOT NULL REFERENCES accounts (id), "
        + "amount numeric(12,2) NOT NULL)";

    [KafkaAndPostgresFact(ownServer: true)]
    public async Task Cluster_LeastPrivilegeAndTlsEverywhere_DoesItsWholeJobAndNobodyCanDoAnothersPart()
    {
        using var folder = new TempFolder();
        var certificate = ServerCertificate.Create(folder.At("certificate"), TimeProvider.System);
        await using var log = await SecuredLog.StartAsync(certificate);
        await using var a = await SecuredDatabase.StartAsync(certificate, Ddl);
        await using var b = await SecuredDatabase.StartAsync(certificate, Ddl);
        await File.WriteAllTextAsync(folder.At("appsettings.json"), Configuration(("a", a), ("b", b)));
        await using var appliers = await CliProcess.StartAsync(
            folder.Path,
            log.EnvironmentOf(SecuredKafka.Applier),
            "run",
            "--http",
            "none"
        );
        await UntilActiveAsync(log, folder, appliers);
        // One for all nodes: a client of the relay does not know which node it gets.
        var password = Guid.NewGuid().ToString("N");
        await a.MakeReaderAsync(password);
        await b.MakeReaderAsync(password);

        await WriteAndReadAsync(log, a, b);
        await ReadThroughRelayAsync(log, certificate, folder, password, a, b);
        await OperateAsync(log, folder);
        await AssertNobodyDoesAnothersPartAsync(log);

        Assert.Equal(
            "1|ann|70.00,2|bob|30.00",
            await a.QueryAsync("SELECT id, owner, balance FROM accounts ORDER BY 1")
        );
        Assert.Equal("1|1|-30.00", await b.QueryAsync("SELECT id, account, amount FROM bookings"));
        Assert.Equal(
            "0",
            await a.QueryAsync(
                "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                    + "WHERE usename = 'applier' AND NOT ssl"
            )
        );
        await appliers.TerminateAsync();
        var end = await appliers.WaitAsync();
        Assert.True(end.Code == 0, end.Errors + end.Output);
    }

    private static async Task WriteAndReadAsync(SecuredLog log, SecuredDatabase a, SecuredDatabase b)
    {
        await using var cluster = await CdcCluster.ConnectAsync(
            log.Address,
            new CdcClusterOptions
            {
                // A lasting name takes its numbers beside the log.
                PublisherName = "shop",
                LogClient = log.LoginOf(SecuredKafka.Publisher),
                NodeCredentials = new Dictionary<string, string> { ["a"] = a.ReaderLogin, ["b"] = b.ReaderLogin },
            }
        );
        await cluster.WriteAsync(transaction =>
        {
            transaction.Insert(
                "accounts",
                new
                {
                    id = 1L,
                    owner = "ann",
                    balance = 100m,
                }
            );
            transaction.Insert(
                "accounts",
                new
                {
                    id = 2L,
                    owner = "bob",
                    balance = 0m,
                }
            );
        });
        var receipt = await cluster.WriteAsync(
            transaction =>
            {
                transaction.Update("accounts", new { id = 1L }, new { balance = 70m });
                transaction.Update("accounts", new { id = 2L }, new { balance = 30m });
                transaction.Insert(
                    "bookings",
                    new
                    {
                        id = 1L,
                        account = 1L,
                        amount = -30m,
                    }
                );
            },
            Durability.Applied(2)
        );
        await using var connection = await cluster.OpenConnectionAsync(ReadLevel.AtLeast(receipt.SessionToken));
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(balance) FROM accounts";
        Assert.Equal(100m, await command.ExecuteScalarAsync());
    }

    private static async Task ReadThroughRelayAsync(
        SecuredLog log,
        ServerCertificate certificate,
        TempFolder folder,
        string password,
        SecuredDatabase a,
        SecuredDatabase b
    )
    {
        var port = FreePorts.Take(1)[0];
        var environment = log.EnvironmentOf(SecuredKafka.Reader);
        environment["CdcReplicator__Router__NodeCredentials__a"] = a.ReaderLogin;
        environment["CdcReplicator__Router__NodeCredentials__b"] = b.ReaderLogin;
        environment["CdcReplicator__Relay__TlsCertificate"] = certificate.File;
        environment["CdcReplicator__Relay__TlsKey"] = certificate.Key;
        environment["CdcReplicator__Relay__TlsRequired"] = "true";
        await using var relay = await CliProcess.StartAsync(
            folder.Path,
            environment,
            "route",
            "--listen",
            $"127.0.0.1:{port}",
            "--http",
            "none"
        );
        var login = $"host=localhost port={port} dbname=shop user=reader password={password}";
        var secure = $"{login} sslmode=verify-full sslrootcert={certificate.File} channel_binding=require";
        var answer = await UntilAnsweredAsync(secure, "SELECT sum(balance) FROM accounts");
        Assert.Equal("100.00", answer.Trim());

        var clear = await Assert.ThrowsAsync<LocalServerException>(() =>
            PsqlAsync(login + " sslmode=disable", "SELECT 1")
        );
        Assert.Contains("TLS", clear.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LocalServerException>(() =>
            PsqlAsync(secure, "SELECT * FROM cdc_replicator.publishers")
        );
    }

    private static async Task<string> UntilAnsweredAsync(string login, string sql)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await PsqlAsync(login, sql);
            }
            catch (LocalServerException) when (attempt < 60)
            {
                // The relay starts.
                await Task.Delay(500);
            }
        }
    }

    private static Task<string> PsqlAsync(string login, string sql) =>
        ChildProcessLauncher.RunAsync("psql", [login, "-Atc", sql], CancellationToken.None);

    private static async Task OperateAsync(SecuredLog log, TempFolder folder)
    {
        await AssertDoneAsync(log, folder, "verify");
        await AssertDoneAsync(log, folder, "drain", "a", "--reason", "a look");
        await AssertDoneAsync(log, folder, "undrain", "a");
        await AssertDoneAsync(log, folder, "log", "tail");
    }

    private static async Task AssertNobodyDoesAnothersPartAsync(SecuredLog log)
    {
        // A publisher is no applier: it cannot give out members, wherever it would have readers log in.
        await using (var publisher = await log.OpenAsync(SecuredKafka.Publisher))
        {
            await AssertRefusedAsync(() =>
                new MemberStore(publisher.Metadata, TimeProvider.System).PublishAsync(
                    new MemberStatus
                    {
                        NodeId = "evil",
                        Kind = "postgres",
                        Endpoint = "Host=203.0.113.9",
                        ApplierId = "x",
                        State = NodeState.Active,
                        LastAppliedSequence = 1,
                        RestartOffset = 1,
                    },
                    CancellationToken.None
                )
            );
        }

        // An applier is no publisher.
        await using var applier = await log.OpenAsync(SecuredKafka.Applier);
        var end = (await applier.GetBoundsAsync(CancellationToken.None)).EndOffset;
        await AssertRefusedAsync(() => applier.AppendAsync([Events.Create(9)], CancellationToken.None));
        await AssertRefusedAsync(() => applier.Metadata.PutAsync("schema/x", [1], CancellationToken.None));

        // A reader may write to no topic, so Kafka gives it no producer at all; the client cannot tell that from lost.
        await using var reader = await log.OpenAsync(SecuredKafka.Reader);
        var refused = await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() =>
            reader.AppendAsync([Events.Create(9)], CancellationToken.None)
        );
        Assert.Contains("ClusterAuthorizationFailed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(end, (await applier.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    private static Task AssertRefusedAsync(Func<Task> act) => Assert.ThrowsAsync<LogRefusedException>(act);

    private static async Task AssertDoneAsync(SecuredLog log, TempFolder folder, params string[] command)
    {
        await using var process = await CliProcess.StartAsync(
            folder.Path,
            log.EnvironmentOf(SecuredKafka.Operator),
            command
        );
        var result = await process.WaitAsync();
        Assert.True(result.Code == 0, $"{string.Join(' ', command)}: {result.Errors} {result.Output}");
    }

    private static async Task UntilActiveAsync(SecuredLog log, TempFolder folder, CliProcess appliers)
    {
        var shown = new CliResult(-1, "", "");
        for (var attempt = 0; attempt < 30; attempt++)
        {
            await using var process = await CliProcess.StartAsync(
                folder.Path,
                log.EnvironmentOf(SecuredKafka.Reader),
                "status",
                "--json"
            );
            shown = await process.WaitAsync();
            if (shown.Code == 0 && shown.Output.Split("\"active\"").Length == 3)
            {
                return;
            }

            await Task.Delay(1000);
        }

        await appliers.TerminateAsync();
        var end = await appliers.WaitAsync();
        Assert.Fail($"status: {shown.Code} {shown.Output} {shown.Errors}; run: {end.Code} {end.Output} {end.Errors}");
    }

    private static string Configuration(params (string Id, SecuredDatabase Database)[] nodes) =>
        JsonSerializer.Serialize(
            new
            {
                CdcReplicator = new
                {
                    Nodes = nodes.Select(node => new
                    {
                        node.Id,
                        Kind = "postgres",
                        ConnectionString = node.Database.ApplierConnection,
                        PasswordFile = node.Database.ApplierPasswordFile,
                    }),
                },
            }
        );
}
