namespace CdcReplicator.Cli;

/// <summary>
/// This executable as a command of its own, for the processes that commands start. They die with this one.
/// </summary>
internal static class SelfCommand
{
    private const string Setpriv = "/usr/bin/setpriv";

    private static readonly Lazy<string[]> Self = new(() =>
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, typeof(SelfCommand).Assembly.Location]
            : [program];
    });

    /// <summary>
    /// Program and arguments; to be started by <see cref="LocalServers.ChildProcessLauncher"/>, whose thread outlives
    /// the child.
    /// </summary>
    public static string[] Of(params string[] arguments)
    {
        string[] command = [.. Self.Value, .. arguments];
        return OperatingSystem.IsLinux() && File.Exists(Setpriv)
            ? [Setpriv, "--pdeathsig", "KILL", "--", .. command]
            : command;
    }
}
