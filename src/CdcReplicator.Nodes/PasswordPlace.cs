using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Where a node's password stands: in a file, in an environment variable, or nowhere.</summary>
internal static class PasswordPlace
{
    /// <summary>Everything that is wrong with the place; empty if nothing is.</summary>
    public static IEnumerable<string> Validate(string? file, string? variable)
    {
        if (file is not null && variable is not null)
        {
            yield return "Both a password file and a password variable are given; keep one.";
        }

        if (file is not null && !File.Exists(file))
        {
            yield return $"Password file {Secrets.QuotePlace(file)} does not exist; name it from the root on, as "
                + "/run/secrets/a.";
        }

        if (variable is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
        {
            yield return $"Environment variable {Secrets.QuotePlace(variable)} for the password is not set.";
        }
    }

    /// <summary>The password, which is the file's first line; null if there is no place.</summary>
    public static string? Read(string? file, string? variable) =>
        file is not null ? File.ReadLines(file).FirstOrDefault()
        : variable is not null ? Environment.GetEnvironmentVariable(variable)
        : null;
}
