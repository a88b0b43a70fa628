using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Sessions of web applications, over a real log and real nodes of which one has stopped following.</summary>
public sealed class WebSessionTests
{
    private const string Header = CdcSessionOptions.DefaultHeaderName;
    private const string Cookie = CdcSessionOptions.DefaultCookieName;
    private const int Rounds = 20;
    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public async Task Get_AfterPutInAnotherInstance_SeesItThoughANodeLags()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var writer = await ItemsApp.StartAsync(bench.Address, Signed);
        await using var reader = await ItemsApp.StartAsync(bench.Address, Signed);
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });

        for (var i = 0; i < Rounds; i++)
        {
            // Cookies do not tell ports apart, so the browser takes the token from one instance to the other.
            await PutAsync(browser, writer, $"round {i}");

            Assert.Equal($"round {i}", await browser.GetStringAsync(new Uri(reader.Address, "/items/1")));
        }
    }

    [Fact]
    public async Task Put_HeaderOnly_GivesATokenThatTheNextRequestGoesOnFrom()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var app = await ItemsApp.StartAsync(bench.Address, options => options.Cookie = null);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        var response = await PutAsync(client, app, "by header");
        Assert.False(response.Headers.Contains("Set-Cookie"));
        client.DefaultRequestHeaders.Add(Header, response.Headers.GetValues(Header).Single());

        Assert.Equal("by header", await client.GetStringAsync(new Uri(app.Address, "/items/1")));
    }

    [Fact]
    public async Task Get_NothingNewSeen_SetsNothing()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var app = await ItemsApp.StartAsync(bench.Address);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        var written = await PutAsync(client, app, "once");
        client.DefaultRequestHeaders.Add(Header, written.Headers.GetValues(Header).Single());
        var first = await client.GetAsync(new Uri(app.Address, "/items/1"));
        if (first.Headers.TryGetValues(Header, out var moved))
        {
            client.DefaultRequestHeaders.Remove(Header);
            client.DefaultRequestHeaders.Add(Header, moved.Single());
        }

        var second = await client.GetAsync(new Uri(app.Address, "/items/1"));

        Assert.False(second.Headers.Contains(Header));
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Get_AnswersOfTwoPutsArriveInTheWrongOrder_SeesTheLater()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var app = await ItemsApp.StartAsync(bench.Address, Signed);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        var browser = new CookieContainer();

        for (var i = 0; i < Rounds; i++)
        {
            client.DefaultRequestHeaders.Remove("Cookie");
            var earlier = await PutAsync(client, app, $"earlier {i}");
            var later = await PutAsync(client, app, $"later {i}");
            Take(browser, app, later);
            Take(browser, app, earlier);
            client.DefaultRequestHeaders.Add("Cookie", browser.GetCookieHeader(app.Address));

            var read = await client.GetAsync(new Uri(app.Address, "/items/1"));

            Assert.Equal($"later {i}", await read.Content.ReadAsStringAsync());
            Take(browser, app, read);
            Assert.Single(browser.GetAllCookies());
        }
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("00000000-0000-0000-0000-000000000001:5")]
    public async Task Get_TokenNotOurs_IsRefusedAndTheCookieTakenAway(string token)
    {
        await using var bench = await Bench.StartAsync();
        await using var app = await ItemsApp.StartAsync(bench.Address);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"{Cookie}.5={Uri.EscapeDataString(token)}");

        var response = await client.GetAsync(new Uri(app.Address, "/items/1"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("token", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertTakesAway(response, $"{Cookie}.5");
    }

    [Fact]
    public async Task Put_TokenNotOursAndSessionsStartAnew_GivesANewTokenForTheOldOne()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var app = await ItemsApp.StartAsync(
            bench.Address,
            options =>
            {
                options.OnBadToken = BadTokenAnswer.StartAnew;
                options.Cookie!.MaxAge = TimeSpan.FromHours(1);
            }
        );
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"{Cookie}.5=yesterday");

        var response = await PutAsync(client, app, "anew");

        AssertTakesAway(response, $"{Cookie}.5");
        var token = SessionToken.Parse(response.Headers.GetValues(Header).Single());
        var browser = new CookieContainer();
        Take(browser, app, response);
        Assert.Equal($"{Cookie}.{token.Sequence}", Assert.Single(browser.GetAllCookies()).Name);
    }

    [Fact]
    public async Task Put_AnyToken_GivesACookieThatScriptsAndOtherSitesDoNotGet()
    {
        await using var bench = await Bench.StartAsync();
        await StartNodesAsync(bench);
        await using var app = await ItemsApp.StartAsync(
            bench.Address,
            options => options.Cookie!.SecurePolicy = Microsoft.AspNetCore.Http.CookieSecurePolicy.Always
        );
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });

        var cookie = (await PutAsync(client, app, "once")).Headers.GetValues("Set-Cookie").Single();

        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongLog_FailsBeforeTheFirstRequest() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => ItemsApp.StartAsync("http://nowhere"));

    [Fact]
    public async Task Get_UnsignedTokenWhereKeysAreSet_IsRefused()
    {
        await using var bench = await Bench.StartAsync();
        await using var app = await ItemsApp.StartAsync(bench.Address, Signed);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add(Header, new SessionToken(bench.Log.Settings.Log, 1_000_000).ToString());

        var response = await client.GetAsync(new Uri(app.Address, "/items/1"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Start_WrongKey_FailsBeforeTheFirstRequest()
    {
        await using var bench = await Bench.StartAsync();

        await Assert.ThrowsAsync<OptionsValidationException>(() =>
            ItemsApp.StartAsync(bench.Address, options => options.SigningKeys.Add("short"))
        );
    }

    private static void Take(CookieContainer browser, ItemsApp app, HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            browser.SetCookies(app.Address, cookie);
        }
    }

    private static void AssertTakesAway(HttpResponseMessage response, string cookie)
    {
        var header = response
            .Headers.GetValues("Set-Cookie")
            .Single(header => header.StartsWith($"{cookie}=", StringComparison.Ordinal));
        Assert.Contains("expires=Thu, 01 Jan 1970", header, StringComparison.Ordinal);
        Assert.DoesNotContain("max-age", header, StringComparison.Ordinal);
    }

    private static void Signed(CdcSessionOptions options) => options.SigningKeys.Add(Key);

    /// <summary>
    /// Two nodes that count as active; the applier of one has ended, and its heartbeat is still fresh.
    /// </summary>
    private static async Task StartNodesAsync(Bench bench)
    {
        await bench.ApplyAsync(bench.Database("a"), "a");
        var lagging = await bench.ApplyAsync(bench.Database("b"), "b");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);
        await lagging.DisposeAsync();
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, ItemsApp app, string what)
    {
        using var content = new StringContent($$"""{"what":"{{what}}"}""", Encoding.UTF8, "application/json");
        return (await client.PutAsync(new Uri(app.Address, "/items/1"), content)).EnsureSuccessStatusCode();
    }
}
