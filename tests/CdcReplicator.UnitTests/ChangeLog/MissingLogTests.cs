using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class MissingLogTests
{
    [Fact]
    public async Task OpenAsync_NoLogAndNotToCreate_ThrowsAndLeavesNothing()
    {
        using var folder = new TempFolder();
        var uri = ChangeLogUri.Parse($"embedded:{folder.At("mistyped.db")}");

        var error = await Assert.ThrowsAsync<LogMissingException>(() =>
            ChangeLogFactory.OpenAsync(
                uri,
                new ChangeLogOptions { CreateIfMissing = false },
                TimeProvider.System,
                NullLoggerFactory.Instance,
                CancellationToken.None
            )
        );

        Assert.Contains("mistyped.db", error.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
