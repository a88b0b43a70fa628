using System.Diagnostics;
using System.Runtime.Versioning;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_FileAndFolders_AreForTheAccountAlone()
    {
        PrivateFiles.CreateFolder(_folder.At("a/b"));
        PrivateFiles.CreateFile(_folder.At("a/b/file"));
        PrivateFiles.CreateFile(_folder.At("a/b/file"));

        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At("a")));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At("a/b")));
        Assert.Equal(Own, File.GetUnixFileMode(_folder.At("a/b/file")));
    }

    [Fact]
    public void Create_FileIsThere_KeepsItsModeAndContent()
    {
        File.WriteAllText(_folder.At("file"), "content");
        File.SetUnixFileMode(_folder.At("file"), Own | OfGroup);

        PrivateFiles.CreateFile(_folder.At("file"));
        PrivateFiles.CreateFolderBeside(_folder.At("side"), _folder.At("file"));

        Assert.Equal("content", File.ReadAllText(_folder.At("file")));
        Assert.Equal(Own | OfGroup, PrivateFiles.ModeBeside(_folder.At("file")));
        Assert.Equal(
            Own | OfGroup | UnixFileMode.UserExecute | UnixFileMode.GroupExecute,
            File.GetUnixFileMode(_folder.At("side"))
        );
    }

    [Fact]
    public void CreateFolder_EverybodyMayReplaceIt_IsRefused()
    {
        Directory.CreateDirectory(_folder.At("open"));
        File.SetUnixFileMode(_folder.At("open"), (UnixFileMode)0x1FF);

        var refused = Assert.Throws<UntrustedPathException>(() => PrivateFiles.CreateFolder(_folder.At("open/spool")));

        Assert.Contains(_folder.At("open"), refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("open/spool")));
    }

    /// <summary>The temporary folder is where everybody may write; giving a folder away takes root.</summary>
    [RootFact]
    public void CreateFolder_SomebodyWasFirst_IsRefused()
    {
        Process.Start("chown", ["65534", _folder.Path]).WaitForExit();

        var refused = Assert.Throws<UntrustedPathException>(() => PrivateFiles.CreateFolder(_folder.At("spool")));

        Assert.Contains("belongs to another account (number 65534)", refused.Message, StringComparison.Ordinal);
        Assert.False(PrivateFiles.IsOwnFolder(_folder.Path));
    }

    [Fact]
    public void IsOwnFolder_Link_IsNone()
    {
        Directory.CreateDirectory(_folder.At("there"));
        Directory.CreateSymbolicLink(_folder.At("link"), _folder.At("there"));

        Assert.True(PrivateFiles.IsOwnFolder(_folder.At("there")));
        Assert.False(PrivateFiles.IsOwnFolder(_folder.At("link")));
    }

    [Theory]
    [InlineData("/var/lib/x", "/state", "/home/x", "/var/lib/x")]
    [InlineData("/var/lib/x:/var/lib/y", null, "/home/x", "/var/lib/x")]
    [InlineData(null, "/state", "/home/x", "/state/cdc-replicator")]
    [InlineData(null, null, "/home/x", "/home/x/.local/state/cdc-replicator")]
    public void Of_Environment_IsTheAccountsOwn(string? service, string? state, string home, string expected) =>
        Assert.Equal(expected, StateFolder.Of(name => name == "STATE_DIRECTORY" ? service : state, home));

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RootFactAttribute : FactAttribute
    {
        public RootFactAttribute()
        {
            if (!Environment.IsPrivilegedProcess)
            {
                Skip = "Only root can give a folder to another account.";
            }
        }
    }
}
