using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MigrationScriptsTests
{
    [Theory]
    [InlineData("f", "", "postgres", "postgres=f")]
    [InlineData("f", "", "sqlite", "sqlite=f")]
    [InlineData("f", "", "postgres sqlite", "postgres=f")]
    [InlineData("f", "", "", "postgres=f")]
    [InlineData("f", "sqlite=g", "sqlite", "postgres=f sqlite=g")]
    [InlineData("f", "sqlite=g", "postgres sqlite", "postgres=f sqlite=g")]
    [InlineData(null, "sqlite=g=h", "sqlite", "sqlite=g=h")]
    public void FilesOf_FileAndKinds_NameAFileForEachKind(string? file, string kinds, string members, string files)
    {
        var found = MigrationScripts.FilesOf(file, Words(kinds), Words(members));

        Assert.Equal(Words(files), found.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, "", "Give the script")]
    [InlineData("f", "postgres=g", "names another")]
    [InlineData(null, "mysql=g", "--kind is 'mysql=g'")]
    [InlineData(null, "sqlite=", "--kind is 'sqlite='")]
    [InlineData(null, "sqlite", "--kind is 'sqlite'")]
    [InlineData(null, "sqlite=a sqlite=b", "given twice")]
    public void FilesOf_WhatIsWrong_IsNamed(string? file, string kinds, string named)
    {
        var wrong = Assert.Throws<BadInputException>(() =>
            MigrationScripts.FilesOf(file, Words(kinds), ["postgres", "sqlite"])
        );
        Assert.Contains(named, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:1:x b:1:x", null)]
    [InlineData("a:1:x b:2:y", "a have 1; b have 2")]
    [InlineData("a:1:x b:1:y", "a have x; b have y")]
    [InlineData("a:1:x b::", null)]
    public void Of_Members_WhatIsUnlikeIsNamed(string members, string? named)
    {
        var reports = Words(members)
            .Select(member => member.Split(':'))
            .Select(parts => new MemberReport
            {
                Node = parts[0],
                Kind = "sqlite",
                Endpoint = "e",
                State = "active",
                Position = 0,
                AppliedPerSecond = 0,
                HeartbeatAgeSeconds = 0,
                Healthy = true,
                SchemaVersion = parts[1].Length == 0 ? null : parts[1][0] - '0',
                SchemaDigest = parts[2].Length == 0 ? null : parts[2],
            });

        var unlike = UnlikeSchemas.Of(reports).ToList();

        Assert.Equal(named is null, unlike.Count == 0);
        Assert.True(named is null || unlike[0].Contains(named, StringComparison.Ordinal));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
