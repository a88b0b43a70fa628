using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Reads the files that say who may ask over HTTP, and by which certificate the server is known.</summary>
internal static class EndpointFiles
{
    /// <summary>Who may ask; what is wrong is added to the other problems.</summary>
    public static CallerList? Callers(string? path, List<string> problems)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite))
            {
                problems.Add(
                    $"Monitoring:CallersFile {Secrets.QuotePlace(path)} may be written by everybody; chmod o-w it."
                );
            }

            return CallerList.Parse(File.ReadLines(path), problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"Monitoring:CallersFile {Secrets.QuotePlace(path)} {Wrong(error)}");
            return null;
        }
    }

    /// <summary>The server's certificate with its key, and those above it in the file.</summary>
    /// <param name="path">PEM file; null for none.</param>
    /// <param name="keyPath">PEM file of the key; null if it is in the same.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static (X509Certificate2? Certificate, X509Certificate2Collection? Chain) Certificate(
        string? path,
        string? keyPath,
        List<string> problems
    )
    {
        if (path is null)
        {
            if (keyPath is not null)
            {
                problems.Add("Monitoring:CertificateKeyFile is set, and CertificateFile is not; set both.");
            }

            return default;
        }

        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(path, keyPath);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(path);
            return (certificate, [.. chain.Skip(1)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add(
                $"Monitoring:CertificateFile {Secrets.QuotePlace(path)}, or the key in "
                    + $"{Secrets.QuotePlace(keyPath ?? path)}, {Wrong(error)}"
            );
            return default;
        }
    }

    // Without the cause's own message, which quotes the setting's value: somebody may have put the secret there.
    private static string Wrong(Exception error) =>
        error switch
        {
            FileNotFoundException or DirectoryNotFoundException => "does not exist; name it from the root on.",
            UnauthorizedAccessException => "may not be read by this account.",
            CryptographicException => "is not PEM, or certificate and key are not a pair.",
            _ => "cannot be read.",
        };
}
