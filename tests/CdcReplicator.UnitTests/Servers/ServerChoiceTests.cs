using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ServerChoiceTests
{
    private const string Missing = "PostgreSQL's server programs are not installed.";
    private const string NoEngine = "Docker is not running.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_Installed_IsTakenAndNoEngineIsAsked(bool required)
    {
        var choice = ServerChoice.Of(null, () => throw new InvalidOperationException("asked"), required);

        Assert.Equal(new ServerChoice(InContainer: false, SkipReason: null), choice);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_NotInstalledButAnEngineAnswers_IsAContainer(bool required)
    {
        var choice = ServerChoice.Of(Missing, () => null, required);

        Assert.Equal(new ServerChoice(InContainer: true, SkipReason: null), choice);
    }

    [Fact]
    public void Of_Neither_SkipsAndNamesBoth()
    {
        var choice = ServerChoice.Of(Missing, () => NoEngine, required: false);

        Assert.False(choice.InContainer);
        Assert.Contains(Missing, choice.SkipReason, StringComparison.Ordinal);
        Assert.Contains(NoEngine, choice.SkipReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NeitherAndServersAreRequired_RunsOnTheInstalledOneThatFails()
    {
        var choice = ServerChoice.Of(Missing, () => NoEngine, required: true);

        Assert.Equal(new ServerChoice(InContainer: false, SkipReason: null), choice);
    }
}
