using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>The PostgreSQL server the tests run on.</summary>
public static class InstalledPostgres
{
    private static readonly Lazy<int?> Major = new(() =>
        PostgresBinaries.Find() is { } folder
            ? PostgresBinaries.MajorVersionAsync(folder, CancellationToken.None).GetAwaiter().GetResult()
            : null
    );

    /// <summary>
    /// Whether it is of this major version or newer; true if there is none, for then that is what tests say.
    /// </summary>
    public static bool IsSince(int major) => Major.Value is not { } installed || installed >= major;

    /// <summary>The reason to skip a test that needs this major version or a newer one, or null to run it.</summary>
    public static string? SkipBefore(int major) =>
        IsSince(major)
            ? ServerRequirement.SkipUnless(Major.Value is not null, PostgresFactAttribute.Missing)
            : $"Needs PostgreSQL {major}; the server is {Major.Value}.";
}
