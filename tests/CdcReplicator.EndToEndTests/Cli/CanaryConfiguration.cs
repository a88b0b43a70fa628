using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A configuration that is taken and holds every kind of secret: nodes <c>a</c>, which works, and <c>b</c>, <c>c</c>
/// and <c>d</c>, which cannot be reached.
/// </summary>
internal static class CanaryConfiguration
{
    /// <summary>Stands in each secret.</summary>
    public const string Canary = "hunter2";

    /// <summary>What is asked for and is far too long to be repeated.</summary>
    public static readonly string Garbage = new('g', 6_000);

    /// <summary>Logins that go into addresses; a header would hold them in base64.</summary>
    private static readonly string[] Logins = ["ann:hunter2-registry", "ann:hunter2-collector", "ann:hunter2-reader"];

    private static readonly string[][] Commands =
    [
        ["status"],
        ["status", "-o", "wide"],
        ["status", "--json"],
        ["lag", "--json"],
        ["log", "tail"],
        ["log", "tail", "--json"],
        ["drain", "b", "--reason", "Password=hunter2 of b was wrong"],
        ["drain", Garbage],
        ["verify", "--timeout", "1"],
        ["verify", "--timeout", "1", "--json"],
        ["log", "audit"],
        ["log", "audit", "--json"],
    ];

    /// <summary>What must be found nowhere.</summary>
    public static IEnumerable<string> Traces =>
        [Canary, .. Logins.Select(login => Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))];

    /// <summary>Writes its files; the rest is the environment of a process.</summary>
    /// <param name="log">The log's address.</param>
    /// <param name="spool">Where the appliers' spools are.</param>
    /// <param name="secrets">Where its files are.</param>
    /// <param name="good">The node that works.</param>
    /// <param name="closedPort">Where nobody listens.</param>
    public static async Task<Dictionary<string, string>> WriteAsync(
        string log,
        string spool,
        Testing.TempFolder secrets,
        SqliteDatabase good,
        int closedPort
    )
    {
        await File.WriteAllTextAsync(secrets.At("password"), "hunter2-file");
        var digest = Convert.ToHexStringLower(SHA256.HashData("hunter2-token"u8));
        await File.WriteAllTextAsync(secrets.At("callers"), $"reader canary token:{digest}");
        var unreachable = $"Host=127.0.0.1;Port={closedPort};Database=shop;Username=u";
        return new Dictionary<string, string>
        {
            ["CDC_CANARY"] = "hunter2-variable",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=hunter2-header",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["CdcReplicator__Log"] = log,
            ["CdcReplicator__Applier__SpoolFolder"] = spool,
            ["CdcReplicator__SchemaRegistryUrl"] = $"http://ann:hunter2-registry@127.0.0.1:{closedPort}",
            ["CdcReplicator__Monitoring__OtlpEndpoint"] = $"http://ann:hunter2-collector@127.0.0.1:{closedPort}",
            ["CdcReplicator__Monitoring__CallersFile"] = secrets.At("callers"),
            ["CdcReplicator__Router__NodeCredentials__b"] = "Username=ann;Password=hunter2-reader",
            ["CdcReplicator__Nodes__0__Id"] = "a",
            ["CdcReplicator__Nodes__0__Kind"] = "sqlite",
            ["CdcReplicator__Nodes__0__ConnectionString"] = good.ConnectionString,
            ["CdcReplicator__Nodes__1__Id"] = "b",
            ["CdcReplicator__Nodes__1__Kind"] = "postgres",
            ["CdcReplicator__Nodes__1__ConnectionString"] = unreachable + ";Password=hunter2-string",
            ["CdcReplicator__Nodes__2__Id"] = "c",
            ["CdcReplicator__Nodes__2__Kind"] = "postgres",
            ["CdcReplicator__Nodes__2__ConnectionString"] = unreachable,
            ["CdcReplicator__Nodes__2__PasswordFile"] = secrets.At("password"),
            ["CdcReplicator__Nodes__3__Id"] = "d",
            ["CdcReplicator__Nodes__3__Kind"] = "postgres",
            ["CdcReplicator__Nodes__3__ConnectionString"] = unreachable,
            ["CdcReplicator__Nodes__3__PasswordEnvironmentVariable"] = "CDC_CANARY",
        };
    }

    /// <summary>Everything that commands say of the cluster, and what they say when they order something.</summary>
    public static async Task DumpAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        StringBuilder said
    )
    {
        foreach (var command in Commands)
        {
            await using var process = await CliProcess.StartAsync(folder, environment, command);
            var result = await process.WaitAsync();
            said.Append(result.Output).Append(result.Errors);
        }
    }
}
