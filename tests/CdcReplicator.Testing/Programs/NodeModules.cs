namespace CdcReplicator.Testing;

/// <summary>Where Node.js packages may be.</summary>
internal static class NodeModules
{
    /// <summary>
    /// NODE_PATH, Debian's folder, and the one that <c>./test</c> fills where Debian's package does not fit the Node.js
    /// that is installed.
    /// </summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. (Environment.GetEnvironmentVariable("NODE_PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        ),
        "/usr/share/nodejs",
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache",
            "cdc-replicator",
            "node_modules"
        ),
    ];

    /// <summary>The folders as the value of NODE_PATH.</summary>
    public static string SearchPath => string.Join(Path.PathSeparator, Folders);
}
