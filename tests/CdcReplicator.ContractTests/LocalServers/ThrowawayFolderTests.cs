using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

public sealed class ThrowawayFolderTests
{
    private readonly string _prefix = $"cdc-replicator-test-{Guid.NewGuid():N}-";

    [Fact]
    public async Task Create_OwnerOfAnotherLivesThenIsKilled_SweepsItOnlyThen()
    {
        using var owner = CrashHostProcess.Start("hold-folder", _prefix);
        await owner.WaitForFirstLineAsync(TimeSpan.FromSeconds(30));
        var held = owner.Lines[0];

        ThrowawayFolder.Create(_prefix).Dispose();
        Assert.True(Directory.Exists(held));

        await owner.KillAsync();
        ThrowawayFolder.Create(_prefix).Dispose();
        Assert.False(Directory.Exists(held));
    }

    [Fact]
    public void Create_AnotherOfThisProcessInUse_LeavesIt()
    {
        using var first = ThrowawayFolder.Create(_prefix);
        using var second = ThrowawayFolder.Create(_prefix);

        Assert.True(Directory.Exists(first.Path));
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void Dispose_FolderWithFiles_DeletesAll()
    {
        var folder = ThrowawayFolder.Create(_prefix);
        File.WriteAllText(Path.Combine(folder.Path, "server.log"), "text");

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }
}
