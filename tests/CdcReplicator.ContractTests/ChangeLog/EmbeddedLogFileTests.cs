using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What only a log in a file can do wrong.</summary>
public sealed class EmbeddedLogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogPath => _folder.At("log.db");

    public void Dispose() => _folder.Dispose();

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
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(options));

        Assert.Contains("RetentionAge", error.Message, StringComparison.Ordinal);
        Assert.Contains("RetentionBytes", error.Message, StringComparison.Ordinal);
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

        await Assert.ThrowsAsync<LogMismatchException>(() => waiting.WaitAsync(Records.Patience));
        await Assert.ThrowsAsync<LogMismatchException>(() => log.GetBoundsAsync(CancellationToken.None));
        await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.AppendAsync([Records.Text("lost")], CancellationToken.None)
        );
        Assert.False(File.Exists(LogPath));
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

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={LogPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
