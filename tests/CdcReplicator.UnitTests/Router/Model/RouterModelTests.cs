using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests.Router;

/// <summary>Gate and wait over random histories; planted bugs show that the check can fail.</summary>
public class RouterModelTests(ITestOutputHelper output)
{
    private const int Seeds = 40;
    private const int Steps = 400;

    [Fact]
    public async Task Read_RandomHistories_NeverSeesLessThanItAsksNorANodeThatMayNotServe()
    {
        var (served, waited) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            await using var model = new RouterModel(seed, PlantedBug.None);
            var wrong = await model.RunAsync(Steps);
            Assert.True(wrong is null, $"seed {seed}, {wrong}");
            served += model.Served;
            waited += model.Waited;
        }

        output.WriteLine($"seeds 0 to {Seeds - 1}: {served} reads served, {waited} of them had to wait");
        Assert.True(served > Seeds * Steps / 10);
        Assert.True(waited > Seeds);
    }

    [Theory]
    [InlineData(PlantedBug.CachedStaleLag)]
    [InlineData(PlantedBug.TokenIgnored)]
    [InlineData(PlantedBug.SomeNodeHasIt)]
    public async Task Read_BugIsPlanted_IsCaught(PlantedBug bug)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            await using var model = new RouterModel(seed, bug);
            if (await model.RunAsync(Steps) is { } wrong)
            {
                output.WriteLine($"{bug} is caught with seed {seed}, {wrong}");
                return;
            }
        }

        Assert.Fail($"{bug} was not caught.");
    }
}
