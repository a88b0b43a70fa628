using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class ReadRequirementTextTests
{
    private static readonly LogId Log = LogId.Parse("0123456789abcdef0123456789abcdef");
    private static readonly string Token = $"{Log}:42";

    [Fact]
    public void Read_NothingAsked_IsTheStandard() =>
        Assert.Equal(
            ReadRequirement.For(ReadLevel.BoundedBy(7), Log, null),
            ReadRequirementText.Read(null, null, ReadLevel.BoundedBy(7), Log)
        );

    [Theory]
    [InlineData(null, "any", ReadLevelKind.Session)]
    [InlineData(null, "bounded:7", ReadLevelKind.BoundedRecords)]
    [InlineData("session", "bounded:7", ReadLevelKind.Session)]
    [InlineData("bounded:2s", "any", ReadLevelKind.BoundedAge)]
    public void Read_Token_IsKeptAtEveryLevel(string? level, string standard, ReadLevelKind kind)
    {
        var read = ReadRequirementText.Read(level, Token, ReadLevel.Parse(standard), Log);

        Assert.Equal(kind, read.Level);
        Assert.Equal(42, read.Sequence);
    }

    [Theory]
    [InlineData("session", null)]
    [InlineData("fresh", null)]
    [InlineData("", null)]
    [InlineData(null, "")]
    [InlineData(null, "42")]
    public void Read_UnreadableOrIncomplete_IsRefused(string? level, string? token) =>
        Assert.Throws<FormatException>(() => ReadRequirementText.Read(level, token, ReadLevel.Any, Log));

    [Fact]
    public void Read_TokenThatTheLevelWouldPassOver_IsRefused() =>
        Assert.Throws<FormatException>(() => ReadRequirementText.Read("any", Token, ReadLevel.Latest, Log));

    [Fact]
    public void Read_TokenOfAnotherLog_IsRefused() =>
        Assert.Throws<ForeignTokenException>(() =>
            ReadRequirementText.Read(null, "ffffffffffffffffffffffffffffffff:42", ReadLevel.Any, Log)
        );
}
