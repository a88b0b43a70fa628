using System.Globalization;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>Whether tests that need PostgreSQL can run here, and on which.</summary>
internal static class PostgresAvailability
{
    private const string Missing = "PostgreSQL's server programs are not installed.";

    private static readonly Lazy<int?> Major = new(() =>
        PostgresBinaries.Find() is { } folder
            ? PostgresBinaries.MajorVersionAsync(folder, CancellationToken.None).GetAwaiter().GetResult()
        : Shared.InContainer ? PostgresContainer.Major
        : null
    );

    /// <summary>The shared server of a process. A secured run needs its own programs.</summary>
    public static ServerChoice Shared =>
        ServerChoice.Of(
            PostgresBinaries.Find() is null ? Missing : null,
            () => SecuredRun.IsOn ? SecuredRun.NoContainers : ContainerEngine.Problem,
            ServerRequirement.IsOn
        );

    /// <summary>The reason to skip a test, or null to run it.</summary>
    /// <param name="ownServer">Whether only PostgreSQL's own programs will do.</param>
    public static string? SkipReason(bool ownServer) =>
        ownServer ? ServerRequirement.SkipUnless(PostgresBinaries.Find() is not null, Missing) : Shared.SkipReason;

    /// <summary>
    /// Whether it is of this major version or newer; true if there is none, because then tests say that.
    /// </summary>
    public static bool IsSince(int major) => Major.Value is not { } found || found >= major;

    /// <summary>The reason to skip a test that needs this major version or a newer one, or null to run it.</summary>
    public static string? SkipBefore(int major) =>
        IsSince(major)
            ? SkipReason(ownServer: false)
            : string.Create(CultureInfo.InvariantCulture, $"Needs PostgreSQL {major}; the server is {Major.Value}.");
}
