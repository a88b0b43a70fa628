namespace CdcReplicator.Testing;

/// <summary>
/// Finds the recorded Debezium events: env <c>CDC_CORPUS</c>, else <c>shared/corpus</c> in a folder above the test
/// binary.
/// </summary>
internal static class CorpusFolder
{
    private const string Recorded = "debezium-3.4.0-postgres";

    /// <summary>The folder of the recordings, or null if it is not on this machine.</summary>
    public static string? Path { get; } = Find();

    /// <summary>
    /// Why corpus tests are skipped; null if they run. With <c>CDC_REQUIRE_SERVERS=1</c> they never are.
    /// </summary>
    public static string? SkipReason =>
        Path is null && Environment.GetEnvironmentVariable("CDC_REQUIRE_SERVERS") != "1"
            ? $"The recorded Debezium events ('shared/corpus/{Recorded}' above the test binary, or env CDC_CORPUS) are "
                + "not on this machine."
            : null;

    /// <summary>A path in the folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The corpus is not on this machine.</exception>
    public static string In(params string[] parts) =>
        System.IO.Path.Combine([
            Path ?? throw new DirectoryNotFoundException("The recorded Debezium events are missing; set CDC_CORPUS."),
            .. parts,
        ]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CDC_CORPUS") is { Length: > 0 } given)
        {
            return new[] { given, System.IO.Path.Combine(given, Recorded) }.FirstOrDefault(p =>
                File.Exists(System.IO.Path.Combine(p, "counts.tsv"))
            );
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "corpus", Recorded);
            if (File.Exists(System.IO.Path.Combine(candidate, "counts.tsv")))
            {
                return candidate;
            }
        }

        return null;
    }
}
