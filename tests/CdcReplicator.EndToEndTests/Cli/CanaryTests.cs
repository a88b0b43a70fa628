using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>A secret in the configuration, put there by each kind of mistake, is in nothing a command says.</summary>
public sealed class CanaryTests
{
    private const string Canary = "hunter2";

    [Theory]
    [InlineData("registry", """{ "SchemaRegistryUrl": "htp:/user:hunter2@registry:8081" }""")]
    [InlineData("registry, login only", """{ "SchemaRegistryUrl": "registry//hunter2@h" }""")]
    [InlineData("log", """{ "Log": "kafka:/user:hunter2@broker:9092/shop" }""")]
    [InlineData("log, user and password", """{ "Log": "kafka://user:hunter2@broker:9092/shop" }""")]
    [InlineData("credentials as text", """{ "Router": { "NodeCredentials": "Username=a;Password=hunter2" } }""")]
    [InlineData("credentials as text of their own", """{ "Router": { "NodeCredentials": "hunter2" } }""")]
    [InlineData("secret as a number", """{ "Router": { "WaitTimeout": "hunter2" } }""")]
    [InlineData("unknown setting", """{ "Passwort": "hunter2" }""")]
    [InlineData(
        "node",
        """{ "Nodes": [{ "Id": "a", "Kind": "postgres", "ConnectionString": "Host=h;Pasword=hunter2" }] }"""
    )]
    [InlineData(
        "node of another kind",
        """{ "Nodes": [{ "Id": "a", "Kind": "sqlite", "ConnectionString": "Host=h;Password=hunter2" }] }"""
    )]
    [InlineData(
        "password for its file",
        """{ "Nodes": [{ "Id": "a", "Kind": "postgres", "ConnectionString": "Host=h", "PasswordFile": "hunter2" }] }"""
    )]
    [InlineData(
        "password for its variable",
        """
            { "Nodes": [{ "Id": "a", "Kind": "postgres", "ConnectionString": "Host=h",
              "PasswordEnvironmentVariable": "hunter2" }] }
            """
    )]
    [InlineData(
        "broker's password for its file",
        """
            { "Log": "kafka://127.0.0.1:1/shop",
              "ChangeLog": { "Kafka": { "Security": { "Protocol": "SaslSsl", "User": "u", "PasswordFile": "hunter2" } } } }
            """
    )]
    [InlineData(
        "broker's password among the client's settings",
        """
            { "Log": "kafka://127.0.0.1:1/shop", "ChangeLog": { "Kafka": { "Settings": { "sasl.password": "hunter2" } } } }
            """
    )]
    [InlineData("token for its file", """{ "Monitoring": { "CallersFile": "hunter2" } }""")]
    [InlineData(
        "key for its file",
        """{ "Monitoring": { "CertificateFile": "/x", "CertificateKeyFile": "hunter2" } }"""
    )]
    [InlineData("not JSON", """{ "Log": "embedded:x", "Password": "hunter2" """)]
    public async Task Run_SecretInTheWrongPlace_IsNotRepeated(string mistake, string section)
    {
        await using var bench = await Bench.StartAsync();
        var file = bench.At("appsettings.json");
        await File.WriteAllTextAsync(file, $"{{ \"CdcReplicator\": {section} }}");

        foreach (var command in (string[])["run", "status"])
        {
            var result = await CliProcess.RunAsync(bench.At(""), command, "--config", file);

            Assert.True(command != "run" || result.Code != 0, $"{mistake}: {command} takes it.");
            Assert.DoesNotContain(Canary, result.Output + result.Errors, StringComparison.Ordinal);
        }
    }
}
