using System.Reflection;

namespace CdcReplicator.Cli;

/// <summary>How a process of this build is started. Where the system can, it dies with its starter.</summary>
internal static class ProgramCommand
{
    private const string Setpriv = "/usr/bin/setpriv";

    /// <summary>
    /// <c>cdc-replicator</c> of this build; to be started by <see cref="LocalServers.ChildProcessLauncher"/>, whose
    /// thread outlives the child.
    /// </summary>
    /// <param name="arguments">Command and options.</param>
    public static string[] Replicator(params string[] arguments) => Of(typeof(ProgramCommand).Assembly, arguments);

    /// <summary>A program that lies beside this one.</summary>
    /// <param name="program">Its assembly.</param>
    /// <param name="arguments">Command and options.</param>
    public static string[] Of(Assembly program, params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, program.GetName().Name!);
        var host = Environment.ProcessPath!;
        string[] command =
            Path.GetFileNameWithoutExtension(host) == "dotnet"
                ? [host, file + ".dll", .. arguments]
                : [file + Path.GetExtension(host), .. arguments];
        return OperatingSystem.IsLinux() && File.Exists(Setpriv)
            ? [Setpriv, "--pdeathsig", "KILL", "--", .. command]
            : command;
    }
}
