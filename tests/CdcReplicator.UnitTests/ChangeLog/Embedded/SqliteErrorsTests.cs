using CdcReplicator.ChangeLog;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>What is wrong with the disk is said, before and while committing.</summary>
public sealed class SqliteErrorsTests
{
    [Theory]
    [InlineData(13, 13, "no room on the disk", "Free space")]
    [InlineData(10, 778, "reports an error (SQLite code 778)", "see that it has room")]
    [InlineData(8, 1032, "may not be written (SQLite code 1032)", "may be read and written")]
    public void CommitFailed_DiskOfTheLog_SaysTheCauseAndTheWayOn(int code, int extended, string cause, string remedy)
    {
        var error = new SqliteException("x", code, extended);

        var unknown = SqliteErrors.CommitFailed(error, "/a/log.db");
        var translated = Assert.IsType<LogUnavailableException>(SqliteErrors.Translate(error, "/a/log.db"));

        Assert.Contains(cause, unknown.Problem, StringComparison.Ordinal);
        Assert.Contains("'/a/log.db'", unknown.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, unknown.Remedy, StringComparison.Ordinal);
        Assert.Contains(cause, translated.Problem, StringComparison.Ordinal);
        Assert.Contains(cause, SqliteErrors.NothingWritten(unknown).Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, SqliteErrors.NothingWritten(unknown).Remedy, StringComparison.Ordinal);
        Assert.Contains(remedy, SqliteErrors.Repeatable(unknown).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutRequest_OutcomeUnknown_IsUnavailable_BecauseItCanBeRepeated()
    {
        var request = new PutRequest("key", [1]);
        var waiting = request.WaitAsync(CancellationToken.None);

        request.Fail(SqliteErrors.CommitFailed(new SqliteException("x", 13), "/a/log.db"));

        var told = await Assert.ThrowsAsync<LogUnavailableException>(() => waiting);
        Assert.Contains("no room on the disk", told.Problem, StringComparison.Ordinal);
    }
}
