using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SecretsTests
{
    private const string Canary = "hunter2";

    [Theory]
    [InlineData("htp:/user:hunter2@registry:8081", "***@registry:8081")]
    [InlineData("'https://user:hunter2@h/x'", "'***@h/x'")]
    [InlineData("https://hunter2@h", "***@h")]
    [InlineData("kafka:/u:hunt@hunter2@h:9092/c", "***@h:9092/c")]
    [InlineData("Host=h;Username=a;Password=hunter2;Port=1", "Host=h;Username=a;Password=***;Port=1")]
    [InlineData("Host=h;PWD = 'hunter2;x' ;Port=1", "Host=h;PWD = *** ;Port=1")]
    [InlineData("{\"Password\": \"hunter2\"}", "{\"Password\": ***}")]
    [InlineData("sasl.password=hunter2 ssl.key.password=hunter2", "sasl.password=*** ssl.key.password=***")]
    [InlineData("SSL Password=hunter2", "SSL Password=***")]
    [InlineData("PasswordFile=/run/x; log at 12:30 user ann at h", "PasswordFile=***; log at 12:30 user ann at h")]
    public void Hide_Secret_IsNotRepeated(string text, string expected)
    {
        Assert.Equal(expected, Secrets.Hide(text));
        Assert.DoesNotContain(Canary, Secrets.Hide(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Column 'a' of table public.t: it is longer than 3 characters.")]
    [InlineData("kafka://h1:9092,h2:9092/shop")]
    [InlineData("offset 12: key {\"id\":1}")]
    public void Hide_NoSecret_IsTheSame(string text) => Assert.Equal(text, Secrets.Hide(text));

    [Theory]
    [InlineData("kafka:/u:hunter2@h:9092/c")]
    [InlineData("kafak://u:hunter2@h:9092/c")]
    [InlineData("kafka://u:hunter2@h:9092/c")]
    [InlineData("postgres://u:hunter2@h/c")]
    public void Parse_LogAddressWithALogin_DoesNotRepeatIt(string text) =>
        Assert.DoesNotContain(
            Canary,
            Assert.Throws<ReplicationException>(() => ChangeLogUri.Parse(text)).ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Validate_RegistryAddressWithALogin_DoesNotRepeatIt()
    {
        var options = new CdcClusterOptions { SchemaRegistryUrl = new Uri("ftp://u:hunter2@h") };

        Assert.DoesNotContain(Canary, Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":")]
    [InlineData("//")]
    [InlineData("password")]
    public void Hide_MuchOfWhatSecretsBeginWith_TakesNoLongerThanItsLength(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000));

        Assert.Equal(text, Secrets.Hide(text));
    }

    [Theory]
    [InlineData("/run/secrets/a", "'/run/secrets/a'")]
    [InlineData("CDC_PASSWORD", "'CDC_PASSWORD'")]
    [InlineData("hunter2", "(not shown)")]
    [InlineData("Hunter/2", "(not shown)")]
    [InlineData("-----BEGIN PRIVATE KEY-----", "(not shown)")]
    public void QuotePlace_WhatMayBeTheSecretItself_IsNotQuoted(string place, string expected) =>
        Assert.Equal(expected, Secrets.QuotePlace(place));
}
