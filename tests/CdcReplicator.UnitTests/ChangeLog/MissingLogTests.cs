using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

/// <summary>A mistyped address makes no log.</summary>
public sealed class MissingLogTests
{
    [Fact]
    public async Task ConnectAsync_NoLog_ThrowsNamesTheLogsNearbyAndLeavesNothing()
    {
        using var folder = new TempFolder();
        await (await OpenAsync(folder.At("shop.db"), create: true)).DisposeAsync();
        var before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);

        var error = await Assert.ThrowsAsync<LogMissingException>(() =>
            CdcCluster.ConnectAsync($"embedded:{folder.At("shp.db")}")
        );

        Assert.Contains("shp.db", error.Problem, StringComparison.Ordinal);
        Assert.Contains(folder.At("shop.db"), error.Problem, StringComparison.Ordinal);
        Assert.Contains("CreateIfMissing", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ConnectAsync_NoLogButAskedToCreate_CreatesIt()
    {
        using var folder = new TempFolder();
        var options = new CdcClusterOptions { LogClient = new ChangeLogOptions { CreateIfMissing = true } };

        await (await CdcCluster.ConnectAsync($"embedded:{folder.At("new.db")}", options)).DisposeAsync();

        Assert.True(File.Exists(folder.At("new.db")));
    }

    [Fact]
    public async Task OpenAsync_EmptyFileAndNotToCreate_ThrowsAndTheFileStaysEmpty()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("empty.db"), "");

        await Assert.ThrowsAsync<LogMissingException>(() => OpenAsync(folder.At("empty.db"), create: false));

        Assert.Equal([folder.At("empty.db")], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(0, new FileInfo(folder.At("empty.db")).Length);
    }

    [Fact]
    public async Task OpenAsync_FolderThatDoesNotExist_SaysSo()
    {
        using var folder = new TempFolder();

        var error = await Assert.ThrowsAsync<LogMissingException>(() =>
            OpenAsync(folder.At("no/log.db"), create: false)
        );

        Assert.Contains($"The folder '{folder.At("no")}' does not exist", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NoLogAndNotToCreate_ThrowsAndLeavesNothing()
    {
        using var folder = new TempFolder();

        var error = await Assert.ThrowsAsync<LogMissingException>(() =>
            OpenAsync(folder.At("mistyped.db"), create: false)
        );

        Assert.Contains("mistyped.db", error.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static Task<IChangeLog> OpenAsync(string path, bool create) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse($"embedded:{path}"),
            new ChangeLogOptions { CreateIfMissing = create },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
