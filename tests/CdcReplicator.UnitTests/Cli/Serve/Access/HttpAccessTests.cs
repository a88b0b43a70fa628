using System.Security.Cryptography;
using CdcReplicator.Cli;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class HttpAccessTests
{
    private static readonly HttpPage Look = Page(CallerRole.Reader);
    private static readonly HttpPage Order = Page(CallerRole.Operator);

    private readonly HttpAccess _open = new(callers: null);
    private readonly HttpAccess _closed = new(
        new CallerList([new Caller(CallerRole.Admin, CallerProof.Token, SHA256.HashData("word"u8))])
    );

    [Theory]
    [InlineData("127.0.0.1:6434")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:6434")]
    [InlineData("LocalHost:6434")]
    [InlineData("")]
    public void Decide_NobodyIsNamedAndThisMachineAsks_MayLookAndNotOrder(string host)
    {
        Assert.Equal(AccessDecision.Full, _open.Decide(Look, Headers(host), null));
        Assert.Equal(AccessDecision.RoleTooLow, _open.Decide(Order, Headers(host), null));
    }

    [Theory]
    [InlineData("rebound.example:6434")]
    [InlineData("127.0.0.1.rebound.example")]
    [InlineData("10.0.0.1:6434")]
    public void Decide_NobodyIsNamedAndTheHostIsForeign_IsRefused(string host)
    {
        Assert.Equal(AccessDecision.ForeignHost, _open.Decide(Look, Headers(host), null));
        Assert.Equal(
            AccessDecision.StatusOnly,
            _open.Decide(Look with { ShowsStatusToAll = true }, Headers(host), null)
        );
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:80")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public void Decide_PageOfAnotherSiteAsks_IsRefusedWhoeverTheBrowserIs(string header, string value)
    {
        var headers = Headers("127.0.0.1:6434", "Bearer word");
        headers[header] = value;

        Assert.Equal(AccessDecision.ForeignPage, _open.Decide(Look, headers, null));
        Assert.Equal(AccessDecision.ForeignPage, _closed.Decide(Order, headers, null));
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1:6434")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public void Decide_OwnPageAsks_IsAnswered(string header, string value)
    {
        var headers = Headers("127.0.0.1:6434");
        headers[header] = value;

        Assert.Equal(AccessDecision.Full, _open.Decide(Look, headers, null));
    }

    [Theory]
    [InlineData("Bearer word", "Full")]
    [InlineData("bearer  word ", "Full")]
    [InlineData("Bearer words", "Unknown")]
    [InlineData("Bearer ", "Unknown")]
    [InlineData("Basic word", "Unknown")]
    [InlineData(null, "Unknown")]
    public void Decide_CallersAreNamed_TheTokenDecidesAlsoOnThisMachine(string? authorization, string expected) =>
        Assert.Equal(expected, _closed.Decide(Order, Headers("127.0.0.1", authorization), null).ToString());

    private static HttpPage Page(CallerRole needs) => new("/page", needs, _ => Task.CompletedTask);

    private static HeaderDictionary Headers(string host, string? authorization = null)
    {
        var headers = new HeaderDictionary();
        if (host.Length > 0)
        {
            headers["Host"] = host;
        }

        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        return headers;
    }
}
