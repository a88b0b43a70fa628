namespace CdcReplicator.UnitTests.Architecture;

/// <summary>The files of the repository that people write: not what a build or a package manager leaves.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Left = ["bin", "obj", "node_modules"];

    /// <summary>Full paths of those below some of its folders.</summary>
    public static IEnumerable<string> Below(IEnumerable<string> folders, string pattern) =>
        folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(RepositoryRoot.Path, folder),
                    pattern,
                    SearchOption.AllDirectories
                )
            )
            .Where(file => !Relative(file).Split(Path.DirectorySeparatorChar).Intersect(Left).Any());

    /// <summary>A path from the repository's root on.</summary>
    public static string Relative(string file) => Path.GetRelativePath(RepositoryRoot.Path, file);
}
