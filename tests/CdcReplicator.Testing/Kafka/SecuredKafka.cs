using CdcReplicator.LocalServers;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace CdcReplicator.Testing;

/// <summary>
/// A broker with TLS, SCRAM and ACLs, whose users have what the script we ship gives their role, and no more.
/// </summary>
internal sealed class SecuredKafka : IAsyncDisposable
{
    /// <summary>The user of appliers.</summary>
    public const string Applier = "applier";

    /// <summary>The user of an application.</summary>
    public const string Publisher = "shop-app";

    /// <summary>The user of the command line.</summary>
    public const string Operator = "operator";

    /// <summary>The user of readers.</summary>
    public const string Reader = "reader";

    private const string AclTool = "org.apache.kafka.tools.AclCommand";

    private readonly KafkaServer _server;
    private readonly TempFolder _folder;
    private readonly ServerCertificate _certificate;

    private SecuredKafka(KafkaServer server, TempFolder folder, ServerCertificate certificate) =>
        (_server, _folder, _certificate) = (server, folder, certificate);

    /// <summary>Where users connect.</summary>
    public string BootstrapServers => _server.BootstrapServers;

    /// <summary>Where anybody connects and may do everything.</summary>
    public string ToolServers => _server.ToolServers;

    /// <summary>Starts it and makes the users; none has a right until <see cref="AllowAsync"/>.</summary>
    /// <param name="certificate">What the broker shows.</param>
    public static async Task<SecuredKafka> StartAsync(ServerCertificate certificate)
    {
        var folder = new TempFolder();
        var both = folder.At("server.pem");
        await File.WriteAllTextAsync(
            both,
            await File.ReadAllTextAsync(certificate.Key) + "\n" + await File.ReadAllTextAsync(certificate.File)
        );
        var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { Security = new KafkaServerSecurity(both) },
            TimeProvider.System,
            CancellationToken.None
        );
        var kafka = new SecuredKafka(server, folder, certificate);
        try
        {
            await kafka.CreateUsersAsync();
            return kafka;
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a user logs in.</summary>
    public KafkaSecurityOptions Login(string user) =>
        new()
        {
            Protocol = KafkaSecurityProtocol.SaslSsl,
            Mechanism = KafkaSaslMechanism.ScramSha512,
            User = user,
            PasswordFile = _folder.At(user),
            CaFile = _certificate.File,
        };

    /// <summary>The same for the command line.</summary>
    public Dictionary<string, string> EnvironmentOf(string user)
    {
        const string Security = "CdcReplicator__ChangeLog__Kafka__Security__";
        var login = Login(user);
        return new Dictionary<string, string>
        {
            [Security + nameof(login.Protocol)] = login.Protocol.ToString(),
            [Security + nameof(login.Mechanism)] = login.Mechanism.ToString(),
            [Security + nameof(login.User)] = user,
            [Security + nameof(login.PasswordFile)] = login.PasswordFile!,
            [Security + nameof(login.CaFile)] = login.CaFile!,
        };
    }

    /// <summary>Gives each user what its role needs in a cluster, by the script that we ship.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>The address of the cluster's log for users.</returns>
    public async Task<string> AllowAsync(string cluster)
    {
        // The installation may be a cut one that lacks the tool's script; its class is there.
        var installed = Environment.GetEnvironmentVariable(KafkaInstallation.HomeVariable);
        var tool = Directory.CreateDirectory(_folder.At("kafka/bin")).FullName + "/kafka-acls.sh";
        await File.WriteAllTextAsync(
            tool,
            $"#!/bin/sh\nKAFKA_HEAP_OPTS=-Xmx128m exec '{installed}/bin/kafka-run-class.sh' {AclTool} \"$@\"\n"
        );
        await ChildProcessLauncher.RunAsync("chmod", ["700", tool], CancellationToken.None);
        await ChildProcessLauncher.RunAsync(
            "env",
            [
                $"{KafkaInstallation.HomeVariable}={_folder.At("kafka")}",
                Path.Combine(AppContext.BaseDirectory, "security", "kafka-acls.sh"),
                "--cluster",
                cluster,
                "--bootstrap",
                _server.ToolServers,
                "--applier",
                $"User:{Applier}",
                "--publisher",
                $"User:{Publisher}",
                "--operator",
                $"User:{Operator}",
                "--reader",
                $"User:{Reader}",
            ],
            CancellationToken.None
        );
        return $"kafka://{BootstrapServers}/{cluster}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task CreateUsersAsync()
    {
        using var admin = new AdminClientBuilder(
            new AdminClientConfig { BootstrapServers = _server.ToolServers }
        ).Build();
        var alterations = new List<UserScramCredentialAlteration>();
        foreach (var user in (string[])[Applier, Publisher, Operator, Reader])
        {
            var password = Guid.NewGuid().ToString("N");
            await File.WriteAllTextAsync(_folder.At(user), password);
            alterations.Add(
                new UserScramCredentialUpsertion
                {
                    User = user,
                    ScramCredentialInfo = new ScramCredentialInfo
                    {
                        Mechanism = ScramMechanism.ScramSha512,
                        Iterations = 4096,
                    },
                    Password = System.Text.Encoding.UTF8.GetBytes(password),
                    Salt = System.Security.Cryptography.RandomNumberGenerator.GetBytes(16),
                }
            );
        }

        await admin.AlterUserScramCredentialsAsync(alterations);
    }
}
