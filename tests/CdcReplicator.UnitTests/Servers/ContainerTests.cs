using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Architecture;
using DotNet.Testcontainers.Builders;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>What can be said of the tests' containers without an engine.</summary>
public sealed class ContainerTests
{
    // An endpoint that is given is not asked before the start.
    private const string Nowhere = "tcp://127.0.0.1:1";

    [Fact]
    public void Describe_Postgres_PassesTheLibrarysChecksAndIsTheImageOfTheComposeFile()
    {
        var container = PostgresContainer.Describe("secret").WithDockerEndpoint(Nowhere).Build();

        Assert.Equal(PostgresContainer.Image, container.Image.FullName);
        Assert.Contains($"image: {PostgresContainer.Image}\n", ComposeFile(), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_Kafka_PassesTheLibrarysChecksAndIsTheImageOfTheComposeFile()
    {
        var container = BrokerContainer.Describe().WithDockerEndpoint(Nowhere).Build();

        Assert.Equal(BrokerContainer.Image, container.Image.FullName);
        Assert.Contains($"image: {BrokerContainer.Image}\n", ComposeFile(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_EngineIsThere_IsNone() => Assert.Null(ContainerEngine.ProblemOf(() => { }));

    [Fact]
    public void ProblemOf_EngineIsNotThere_IsTheFirstSentenceOfTheReason() =>
        Assert.Equal(
            "It does not run.",
            ContainerEngine.ProblemOf(() => throw new DockerUnavailableException("It does not run. Start it."))
        );

    [Fact]
    public void ProblemOf_AnythingElse_IsThrown() =>
        Assert.Throws<ArgumentException>(() => ContainerEngine.ProblemOf(() => throw new ArgumentException("image")));

    private static string ComposeFile() => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docker-compose.yml"));
}
