using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>Finds everything that is wrong with <see cref="KafkaSecurityOptions"/>, at once.</summary>
internal static class KafkaSecurityValidator
{
    /// <summary>Every error, a sentence each.</summary>
    public static IEnumerable<string> Validate(KafkaSecurityOptions security)
    {
        var sasl = security.Protocol is KafkaSecurityProtocol.SaslPlaintext or KafkaSecurityProtocol.SaslSsl;
        if (sasl && string.IsNullOrEmpty(security.User))
        {
            yield return $"Security.User is empty, and Security.Protocol {security.Protocol} needs one.";
        }

        if (sasl && security.PasswordFile is null == security.PasswordEnvironmentVariable is null)
        {
            yield return "Give one of Security.PasswordFile and Security.PasswordEnvironmentVariable.";
        }

        if (
            security.PasswordEnvironmentVariable is { } variable
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))
        )
        {
            yield return $"Environment variable {Secrets.QuotePlace(variable)} "
                + "(Security.PasswordEnvironmentVariable) is not set.";
        }

        foreach (
            var (name, file) in new[]
            {
                (nameof(security.PasswordFile), security.PasswordFile),
                (nameof(security.CaFile), security.CaFile),
                (nameof(security.CertificateFile), security.CertificateFile),
                (nameof(security.KeyFile), security.KeyFile),
                (nameof(security.KeyPasswordFile), security.KeyPasswordFile),
            }
        )
        {
            if (file is not null && !File.Exists(file))
            {
                yield return $"Security.{name} is {Secrets.QuotePlace(file)}, and there is no such file; name "
                    + "it from the root on.";
            }
        }

        if (security.CertificateFile is null != security.KeyFile is null)
        {
            yield return "Give both of Security.CertificateFile and Security.KeyFile, or neither.";
        }
    }
}
