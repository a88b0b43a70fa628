namespace CdcReplicator.LocalServers;

/// <summary>
/// Under which account the server runs: PostgreSQL refuses root, so root hands over to <c>postgres</c>.
/// </summary>
internal static class ServerAccount
{
    /// <summary>The account used when we are root; the packages of PostgreSQL create it.</summary>
    public const string Name = "postgres";

    private const string SetPriv = "/usr/bin/setpriv";

    /// <summary>Whether we are root.</summary>
    public static bool IsRoot { get; } = !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>The command, run under the right account and killed when we die.</summary>
    /// <exception cref="LocalServerException">We are root and cannot hand over.</exception>
    public static string[] Wrap(string[] command)
    {
        if (!File.Exists(SetPriv))
        {
            return IsRoot
                ? throw new LocalServerException(
                    "PostgreSQL does not run as root, and setpriv, which hands over to another account, is missing.",
                    "Run as another account, or install util-linux."
                )
                : command;
        }

        string[] account = IsRoot ? [$"--reuid={Name}", $"--regid={Name}", "--init-groups"] : [];
        return [SetPriv, .. account, "--pdeathsig=KILL", "--", .. command];
    }
}
