using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>A log on a broker of its own that lets each user do its part alone.</summary>
internal sealed class SecuredLog : IAsyncDisposable
{
    private readonly SecuredKafka _kafka;

    private SecuredLog(SecuredKafka kafka, string address) => (_kafka, Address) = (kafka, address);

    public string Address { get; }

    /// <summary>Where anybody reads its topics.</summary>
    public string ToolServers => _kafka.ToolServers;

    /// <summary>A user's password.</summary>
    public string PasswordOf(string user) => File.ReadAllText(_kafka.Login(user).PasswordFile!);

    public static async Task<SecuredLog> StartAsync(ServerCertificate certificate)
    {
        var kafka = await SecuredKafka.StartAsync(certificate);
        try
        {
            return new SecuredLog(kafka, await kafka.AllowAsync("shop"));
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a user of the SDK logs in.</summary>
    public ChangeLogOptions LoginOf(string user) =>
        new()
        {
            Kafka = new KafkaLogOptions { Security = _kafka.Login(user) },
            CreateIfMissing = false,
        };

    /// <summary>How a user of the command line does.</summary>
    public Dictionary<string, string> EnvironmentOf(string user)
    {
        var environment = _kafka.EnvironmentOf(user);
        environment["CDC_LOG"] = Address;
        return environment;
    }

    /// <summary>The log as a user opens it, once it is there.</summary>
    public Task<IChangeLog> OpenAsync(string user) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(Address),
            LoginOf(user),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            CancellationToken.None
        );

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();
}
