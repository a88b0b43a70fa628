using System.Diagnostics;
using System.Runtime.Versioning;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What only a log in a file can do wrong.</summary>
public sealed class EmbeddedLogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogPath => _folder.At("log.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_NewLog_IsForItsAccountAlone()
    {
        var path = _folder.At("logs/new.db");
        await using var log = await EmbeddedChangeLog.OpenAsync(
            path,
            new EmbeddedLogOptions(),
            TimeProvider.System,
            CancellationToken.None
        );
        await log.AppendAsync([new RecordToAppend(new byte[] { 1 }, new byte[] { 2 }, [])], CancellationToken.None);

        const UnixFileMode OfOthers = (UnixFileMode)0x3F;
        string[] all = [path, path + "-wal", path + ".sync"];
        Assert.All(all, file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & OfOthers));
    }

    [Fact]
    public async Task Open_FileThatIsNotSqlite_SaysSoAndLeavesIt()
    {
        var text = string.Concat(Enumerable.Repeat("not a database ", 100));
        await File.WriteAllTextAsync(LogPath, text);

        var error = await Assert.ThrowsAsync<LogMismatchException>(OpenAsync);

        Assert.Contains("not a SQLite file", error.Problem, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(LogPath));
    }

    [Fact]
    public async Task Open_DatabaseOfSomebodyElse_SaysSo()
    {
        Execute("CREATE TABLE t (a)");

        var error = await Assert.ThrowsAsync<LogMismatchException>(OpenAsync);

        Assert.Contains("not an embedded log", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnknownFormatVersion_NamesBothVersions()
    {
        await (await OpenAsync()).DisposeAsync();
        Execute("PRAGMA user_version = 99");

        var error = await Assert.ThrowsAsync<LogMismatchException>(OpenAsync);

        Assert.Contains("format 99", error.Problem, StringComparison.Ordinal);
        Assert.Contains("format 1", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InvalidOptions_NamesEveryError()
    {
        var options = new EmbeddedLogOptions
        {
            RetentionAge = TimeSpan.Zero,
            RetentionBytes = 0,
            MaxRecordBytes = 0,
            MemberHoldBytes = -1,
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(options));

        Assert.Contains("RetentionAge", error.Message, StringComparison.Ordinal);
        Assert.Contains("RetentionBytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("MemberHoldBytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRecordBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_UnderOpenLog_IsNoticedByReaderWriterAndBounds()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(1, CancellationToken.None);
        var waiting = reader.ReadAsync(1, CancellationToken.None).AsTask();

        DeleteFiles();

        await Assert.ThrowsAsync<LogUnavailableException>(() => waiting.WaitAsync(Records.Patience));
        await Assert.ThrowsAsync<LogUnavailableException>(() => log.GetBoundsAsync(CancellationToken.None));
        var error = await Assert.ThrowsAsync<LogUnavailableException>(() =>
            log.AppendAsync([Records.Text("lost")], CancellationToken.None)
        );
        Assert.Contains("deleted or moved away", error.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task MovedAway_UnderOpenLog_GoesOnWhenItIsBack()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(0, CancellationToken.None);
        await Records.ReadAsync(reader, 1);
        MoveFiles("log.db", "elsewhere.db");
        await Assert.ThrowsAsync<LogUnavailableException>(() =>
            log.AppendAsync([Records.Text("lost")], CancellationToken.None)
        );
        await Assert.ThrowsAsync<LogUnavailableException>(() => Records.ReadAsync(reader, 1));

        MoveFiles("elsewhere.db", "log.db");

        Assert.Equal(1, (await log.AppendAsync([Records.Text("b")], CancellationToken.None)).FirstOffset);
        Assert.Equal(1, (await Records.ReadAsync(reader, 1))[0].Offset);
        Assert.Equal(1, reader.Interruptions);
    }

    [Fact]
    public async Task ReplacedByAnOlderCopy_UnderOpenLog_IsRefusedBeforeAnOffsetIsGivenTwice()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            // By another process: closing a file here would drop the locks that SQLite holds on it in this process.
            using var copy = Process.Start("cp", [LogPath + suffix, _folder.At("old.db" + suffix)]);
            await copy.WaitForExitAsync();
        }

        await log.AppendAsync([Records.Text("b")], CancellationToken.None);
        DeleteFiles();
        MoveFiles("old.db", "log.db");

        var error = await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.AppendAsync([Records.Text("c")], CancellationToken.None)
        );
        Assert.Contains("older copy", error.Problem, StringComparison.Ordinal);
        Assert.Contains("ends at offset 1", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_ManyWaitForALockThatStaysTaken_AllFailWhenTheirOwnTimeIsUp()
    {
        await using var log = await OpenAsync(new EmbeddedLogOptions { LockTimeout = TimeSpan.FromMilliseconds(400) });
        using var held = new FileStream(
            LogPath + ".sync/write",
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var waiting = Enumerable
            .Range(0, 200)
            .Select(_ => log.AppendAsync([Records.Text("b")], CancellationToken.None))
            .ToList();

        // One after the other they would take 80 seconds.
        foreach (var append in waiting)
        {
            await Assert.ThrowsAsync<LogUnavailableException>(() => append.WaitAsync(Records.Patience));
        }
    }

    [Fact]
    public async Task Append_Large_LetsOthersInBetweenAndIsReadWhole()
    {
        await using var log = await OpenAsync();
        var large = Enumerable.Repeat(new RecordToAppend(null, new byte[1 << 20]), 96).ToList();

        var appending = log.AppendAsync(large, CancellationToken.None);
        var small = await log.AppendAsync([Records.Text("small")], CancellationToken.None);
        var version = await log.Metadata.PutAsync("other/x", [1], CancellationToken.None);

        var receipt = await appending;
        Assert.InRange(small.FirstOffset, receipt.FirstOffset, receipt.LastOffset);
        Assert.Equal(0, version);
        Assert.Equal(97, (await log.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    [Fact]
    public async Task HasNothingAfter_OfACommitThatFailed_TellsWhetherItIsThere()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        using var store = new LogStore(LogPath, log.Settings, new EmbeddedLogOptions());
        var before = store.Before;

        Assert.True(store.HasNothingAfter(before));
        await log.AppendAsync([Records.Text("b")], CancellationToken.None);
        Assert.False(store.HasNothingAfter(before));
        Assert.Equal(2, (await log.AppendAsync([Records.Text("c")], CancellationToken.None)).FirstOffset);
    }

    [Fact]
    public async Task Recreated_UnderOpenLog_IsNoticedAndTheNewLogStaysClean()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(0, CancellationToken.None);
        DeleteFiles();
        await using var other = await OpenAsync();

        Assert.NotEqual(log.Settings.Log, other.Settings.Log);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAsync<LogMismatchException>(() =>
                log.AppendAsync([Records.Text("stray")], CancellationToken.None)
            );
            await Assert.ThrowsAsync<LogMismatchException>(() => Records.ReadAsync(reader, 1));
        }

        Assert.Equal(0, (await other.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    [Fact]
    public async Task Dispose_OfTheLastUser_DoesNotCheckpoint()
    {
        await using (var log = await OpenAsync())
        {
            await log.AppendAsync([Records.Text("stays in the write-ahead log")], CancellationToken.None);
        }

        Assert.True(new FileInfo(LogPath + "-wal").Length > 0);
    }

    [Fact]
    public async Task Append_ManyBytes_ChecksPointAndTheWriteAheadLogStaysBounded()
    {
        await using var log = await OpenAsync();
        var record = new RecordToAppend(null, new byte[200_000]);

        for (var i = 0; i < 200; i++)
        {
            await log.AppendAsync([record], CancellationToken.None);
        }

        Assert.InRange(new FileInfo(LogPath + "-wal").Length, 1, 20 << 20);
        Assert.True(new FileInfo(LogPath).Length > 20 << 20);
    }

    [Fact]
    public async Task Append_CancelledBeforeItsTurn_IsNeverWritten()
    {
        var options = new EmbeddedLogOptions { LockTimeout = TimeSpan.FromMinutes(1) };
        await using var log = await OpenAsync(options);
        using var cancel = new CancellationTokenSource();
        Task<AppendReceipt> cancelled;
        using (new FileStream(LogPath + ".sync/write", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            cancelled = log.AppendAsync([Records.Text("cancelled")], cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        }

        var receipt = await log.AppendAsync([Records.Text("first")], CancellationToken.None);
        Assert.Equal(0, receipt.FirstOffset);
    }

    [Fact]
    public async Task Append_LockNeverFree_IsUnavailableAndNothingIsWritten()
    {
        await using var log = await OpenAsync(new EmbeddedLogOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
        using (new FileStream(LogPath + ".sync/write", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var error = await Assert.ThrowsAsync<LogUnavailableException>(() =>
                log.AppendAsync([Records.Text("a")], CancellationToken.None)
            );
            Assert.True(error.IsTransient);
        }

        Assert.Equal(0, (await log.AppendAsync([Records.Text("b")], CancellationToken.None)).FirstOffset);
    }

    private Task<EmbeddedChangeLog> OpenAsync() => OpenAsync(new EmbeddedLogOptions());

    private Task<EmbeddedChangeLog> OpenAsync(EmbeddedLogOptions options) =>
        EmbeddedChangeLog.OpenAsync(LogPath, options, TimeProvider.System, CancellationToken.None);

    private void DeleteFiles()
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "log.db*"))
        {
            File.Delete(file);
        }
    }

    private void MoveFiles(string from, string to)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(_folder.At(from + suffix)))
            {
                File.Move(_folder.At(from + suffix), _folder.At(to + suffix));
            }
        }
    }

    private void Execute(string sql) => EmbeddedLogFile.Execute(LogPath, sql);
}
