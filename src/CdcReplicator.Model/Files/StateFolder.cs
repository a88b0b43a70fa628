namespace CdcReplicator.Model;

/// <summary>Where an account keeps what a program needs between starts.</summary>
internal static class StateFolder
{
    private const string Name = "cdc-replicator";

    /// <summary>
    /// <c>STATE_DIRECTORY</c> as systemd gives it; else <c>cdc-replicator</c> in <c>XDG_STATE_HOME</c>, in
    /// <c>~/.local/state</c>, on Windows in the local application data; for accounts without home, in the folder for
    /// temporary files.
    /// </summary>
    public static string Default =>
        Of(
            Environment.GetEnvironmentVariable,
            OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        );

    internal static string Of(Func<string, string?> variable, string home) =>
        variable("STATE_DIRECTORY")?.Split(':')[0] is { Length: > 0 } service ? service
        : variable("XDG_STATE_HOME") is { Length: > 0 } state ? Path.Combine(state, Name)
        : home.Length == 0 ? Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}")
        : OperatingSystem.IsWindows() ? Path.Combine(home, Name)
        : Path.Combine(home, ".local", "state", Name);
}
