using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A fact that needs the shared PostgreSQL server to be of some version or newer; skipped by name on older ones.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresSinceFactAttribute : FactAttribute
{
    /// <param name="major">The oldest major version it runs on.</param>
    public PostgresSinceFactAttribute(int major)
    {
        Major = major;
        Skip = PostgresAvailability.SkipBefore(major);
    }

    /// <summary>The oldest major version it runs on.</summary>
    public int Major { get; }
}
