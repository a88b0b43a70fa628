using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// librdkafka's settings for TLS and SASL; reads the secrets when it is called, so a rotated one is taken by the next
/// client.
/// </summary>
internal static class KafkaSecurity
{
    public static IEnumerable<KeyValuePair<string, string>> SettingsOf(KafkaSecurityOptions security)
    {
        yield return new(
            "security.protocol",
            security.Protocol switch
            {
                KafkaSecurityProtocol.Ssl => "ssl",
                KafkaSecurityProtocol.SaslPlaintext => "sasl_plaintext",
                KafkaSecurityProtocol.SaslSsl => "sasl_ssl",
                _ => "plaintext",
            }
        );
        if (security.Protocol is KafkaSecurityProtocol.SaslPlaintext or KafkaSecurityProtocol.SaslSsl)
        {
            yield return new(
                "sasl.mechanism",
                security.Mechanism switch
                {
                    KafkaSaslMechanism.ScramSha256 => "SCRAM-SHA-256",
                    KafkaSaslMechanism.ScramSha512 => "SCRAM-SHA-512",
                    _ => "PLAIN",
                }
            );
            yield return new("sasl.username", security.User ?? "");
            yield return new("sasl.password", Password(security));
        }

        foreach (
            var (key, file) in new[]
            {
                ("ssl.ca.location", security.CaFile),
                ("ssl.certificate.location", security.CertificateFile),
                ("ssl.key.location", security.KeyFile),
            }
        )
        {
            if (file is not null)
            {
                yield return new(key, file);
            }
        }

        if (security.KeyPasswordFile is { } keyPasswordFile)
        {
            yield return new("ssl.key.password", ReadSecret(keyPasswordFile));
        }
    }

    private static string Password(KafkaSecurityOptions security) =>
        security.PasswordFile is { } file
            ? ReadSecret(file)
            : Environment.GetEnvironmentVariable(security.PasswordEnvironmentVariable ?? "") ?? "";

    private static string ReadSecret(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReplicationException(
                $"The secret in file {Secrets.QuotePlace(file)} cannot be read.",
                "Check that the file exists and this process may read it.",
                e
            );
        }
    }
}
