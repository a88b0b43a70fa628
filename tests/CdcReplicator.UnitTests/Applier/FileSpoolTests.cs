using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class FileSpoolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhileAppending_GivesEverySpooledRowInOrderAndAgain()
    {
        using var spool = new FileSpool(_folder.Path, new TextDecoder());
        using var rows = spool.Create();
        for (var i = 1; i <= 3000; i++)
        {
            rows.Append(Record(i));
        }

        Assert.Equal(Expected(3000), rows.Read().Select(r => LogScript.Text(r.Row.Change)));
        rows.Append(Record(3001));
        Assert.Equal(Expected(3001), rows.Read().Select(r => LogScript.Text(r.Row.Change)));
        Assert.Equal(2, rows.Read().First().Record.Headers.Count);
        Assert.True(rows.Read().First().Record.Key.IsNone);
    }

    [Fact]
    public void Create_OnUnix_FolderIsForItsUserAlone()
    {
        using var spool = new FileSpool(_folder.Path, new TextDecoder());

        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(Directory.GetDirectories(_folder.Path).Single())
                    == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
        );
    }

    [Fact]
    public void Constructor_LinkAmongTheLeftovers_LeavesWhatItLeadsTo()
    {
        using var elsewhere = new TempFolder();
        File.WriteAllText(elsewhere.At("in-use"), "");
        File.WriteAllText(elsewhere.At("precious"), "content");
        Directory.CreateSymbolicLink(_folder.At("link"), elsewhere.Path);

        using var spool = new FileSpool(_folder.Path, new TextDecoder());

        Assert.Equal("content", File.ReadAllText(elsewhere.At("precious")));
    }

    [Fact]
    public void Dispose_RowsAndSpool_LeavesNothing()
    {
        using (var spool = new FileSpool(_folder.Path, new TextDecoder()))
        {
            var rows = spool.Create();
            rows.Append(Record(1));
            rows.Dispose();
            spool.Create().Append(Record(2));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Constructor_LeftoversOfACrash_AreRemovedAndThoseInUseStay()
    {
        var crashed = Directory.CreateDirectory(_folder.At("crashed")).FullName;
        File.WriteAllText(Path.Combine(crashed, "in-use"), "");
        File.WriteAllText(Path.Combine(crashed, "1.spool"), "rest");
        using var other = new FileSpool(_folder.Path, new TextDecoder());
        using var rows = other.Create();
        rows.Append(Record(1));

        using var spool = new FileSpool(_folder.Path, new TextDecoder());

        Assert.False(Directory.Exists(crashed));
        Assert.Single(rows.Read());
    }

    [Fact]
    public void Constructor_FolderThatCannotBe_SaysSo()
    {
        File.WriteAllText(_folder.At("file"), "");

        var error = Assert.Throws<NodeFaultException>(() => new FileSpool(_folder.At("file"), new TextDecoder()));

        Assert.Contains("spool", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Expected(int count) => Enumerable.Range(1, count).Select(i => $"r{i}");

    private static LogRecord Record(int i)
    {
        var record = TextDecoder.Row("shop", 1, i, 5000, $"r{i}");
        return new LogRecord(
            i,
            1000 + i,
            null,
            record.Value,
            [new RecordHeader("a", [1]), new RecordHeader("b", null)]
        );
    }
}
