using DotNet.Testcontainers.Builders;

namespace CdcReplicator.Testing;

/// <summary>Whether a container engine answers on this machine.</summary>
internal static class ContainerEngine
{
    private static readonly Lazy<string?> Found = new(() => ProblemOf(() => PostgresContainer.Describe("any").Build()));

    /// <summary>
    /// What is wrong; null if one answers. It is asked once in a process, and nothing is pulled or started.
    /// </summary>
    public static string? Problem => Found.Value;

    /// <summary>What a description's <c>Build</c> finds. It is there that the library asks the engine.</summary>
    /// <param name="build">Builds a container, without starting it.</param>
    /// <returns>The first sentence of the library's complaint; null without one.</returns>
    public static string? ProblemOf(Action build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            build();
            return null;
        }
        catch (DockerUnavailableException e)
        {
            return e.Message.Split('.', 2)[0] + ".";
        }
    }
}
