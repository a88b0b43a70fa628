using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class SessionWishTests
{
    [Theory]
    [InlineData("-c cdc.level=bounded:2s", null, "bounded:2s", null, null, null)]
    [InlineData("-ccdc.level=latest", null, "latest", null, null, null)]
    [InlineData("--cdc.level=latest", null, "latest", null, null, null)]
    [InlineData("-c cdc.token=x:1 -c work_mem=1MB", null, null, "x:1", "-c work_mem=1MB", null)]
    [InlineData(@"-c search_path=a,\ b -c cdc.level=any", null, "any", null, @"-c search_path=a,\ b", null)]
    [InlineData(null, "shop cdc.level=any v2", "any", null, null, "shop v2")]
    [InlineData(null, "cdc.token=x:1 cdc.level=session", "session", "x:1", null, "")]
    [InlineData(null, "my  shop", null, null, null, "my  shop")]
    [InlineData("-c cdc.level=any", "cdc.level=any", "any", null, null, "")]
    [InlineData("", null, null, null, null, null)]
    public void Read_LevelAndToken_AreTakenOut(
        string? options,
        string? name,
        string? level,
        string? token,
        string? optionsLeft,
        string? nameLeft
    )
    {
        var wish = SessionWish.Read(Request(options, name));

        Assert.Equal(level, wish.Level);
        Assert.Equal(token, wish.Token);
        Assert.Equal(optionsLeft, wish.Request["options"]);
        Assert.Equal(nameLeft, wish.Request["application_name"]);
        Assert.Equal("ann", wish.Request["user"]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("database", true)]
    [InlineData("", true)]
    [InlineData("0", false)]
    [InlineData("Off", false)]
    public void Read_Replication_IsRefused(string value, bool expected)
    {
        var request = Request(null, null).With("replication", value);

        if (expected)
        {
            Assert.Contains(
                "not replication",
                Assert.Throws<FormatException>(() => SessionWish.Read(request)).Message,
                StringComparison.Ordinal
            );
        }
        else
        {
            Assert.Equal("ann", SessionWish.Read(request).Request["user"]);
        }
    }

    [Fact]
    public void Read_LevelAsParameter_IsTakenOut()
    {
        var wish = SessionWish.Read(Request(null, null).With("cdc.level", "any"));

        Assert.Equal("any", wish.Level);
        Assert.Null(wish.Request["cdc.level"]);
    }

    [Theory]
    [InlineData("-c cdc.levle=latest", "cdc.levle")]
    [InlineData("-c cdc.node=b", "cdc.node")]
    [InlineData("-c cdc.level=any -c cdc.level=latest", "twice")]
    public void Read_UnknownOrContradicting_IsRefused(string options, string word)
    {
        var error = Assert.Throws<FormatException>(() => SessionWish.Read(Request(options, null)));

        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop cdc.level=latest", true)]
    [InlineData("cdc.tok", true)]
    [InlineData("my-cdc.level=latest", false)]
    [InlineData("shop", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsIn_ApplicationName_TellsWhetherAWordIsTheRelays(string? name, bool isIn) =>
        Assert.Equal(isIn, SessionWish.IsIn(name));

    [Fact]
    public void PacketFor_WhateverTheClientAsked_IsReadOnlyAndNamesTheNode()
    {
        var request = Request("-c default_transaction_read_only=off", null)
            .With("default_transaction_read_only", "off");

        var packet = StartupReader.Read(SessionWish.Read(request).PacketFor("b")).Session!;

        // PostgreSQL reads options first and other parameters afterwards, so this is what counts.
        Assert.Equal("on", packet["default_transaction_read_only"]);
        Assert.Equal("b", packet["cdc.node"]);
        Assert.Single(packet.Parameters, parameter => parameter.Key == "default_transaction_read_only");
    }

    private static SessionRequest Request(string? options, string? name) =>
        StartupReader
            .Read(StartupBytes.Session("user", "ann"))
            .Session!.With("options", options)
            .With("application_name", name);
}
