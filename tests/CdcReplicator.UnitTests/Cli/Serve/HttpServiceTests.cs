using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Cli;
using CdcReplicator.LocalServers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

/// <summary>Every page with every role, over HTTPS.</summary>
public sealed class HttpServiceTests
{
    /// <summary>Who gets which page; a new page is not served before it stands here, too.</summary>
    private static readonly Dictionary<string, (CallerRole Needs, bool ShowsStatus)> Expected = new()
    {
        ["run /health/live"] = (CallerRole.Reader, true),
        ["run /health/ready"] = (CallerRole.Reader, true),
        ["run /metrics"] = (CallerRole.Reader, false),
        ["route /health/live"] = (CallerRole.Reader, true),
        ["route /health/ready"] = (CallerRole.Reader, true),
        ["route /metrics"] = (CallerRole.Reader, false),
        ["route /route"] = (CallerRole.Reader, false),
        // No command is served yet; these stand for those to come.
        ["order /operator"] = (CallerRole.Operator, false),
        ["order /admin"] = (CallerRole.Admin, false),
    };

    private static readonly (string Name, CallerRole Role)[] Callers =
    [
        ("", CallerRole.None),
        ("wrong", CallerRole.None),
        ("reader", CallerRole.Reader),
        ("operator", CallerRole.Operator),
        ("admin", CallerRole.Admin),
    ];

    [Fact]
    public async Task Pages_OfEveryCallerByTokenAndByCertificate_AreAnsweredByRole()
    {
        using var sums = new MetricSums();
        var tables = new Dictionary<string, IReadOnlyList<HttpPage>>
        {
            ["run"] = RunPages.Of(new ApplierPulses(), sums),
            ["route"] = new RouteApi(null!, LogId.New(), ReadLevel.Any, sums).Pages(() => null),
            ["order"] =
            [
                new HttpPage("/operator", CallerRole.Operator, AnswerAsync),
                new HttpPage("/admin", CallerRole.Admin, AnswerAsync),
            ],
        };
        Assert.Equal(
            Expected.Keys.Order(StringComparer.Ordinal),
            tables
                .SelectMany(table => table.Value.Select(page => $"{table.Key} {page.Path}"))
                .Order(StringComparer.Ordinal)
        );
        var certificates = Callers
            .Where(caller => caller.Name.Length > 0)
            .ToDictionary(caller => caller.Name, caller => SelfSigned(caller.Name));
        using var own = SelfSigned("localhost");
        var callers = CallerList.Parse(
            Callers
                .Where(caller => caller.Role != CallerRole.None)
                .SelectMany(caller =>
                    new[]
                    {
                        $"{caller.Name} x token:{Hex(Encoding.UTF8.GetBytes(caller.Name))}",
                        $"{caller.Name} y certificate:{Hex(certificates[caller.Name].RawData)}",
                    }
                ),
            []
        );
        foreach (var (process, pages) in tables)
        {
            var endpoint = new HttpEndpoint(new IPEndPoint(IPAddress.Loopback, FreePorts.Take(1)[0]), callers, own, []);
            await using var server = await HttpService.StartAsync(
                endpoint,
                [.. pages.Select(page => page with { Answer = AnswerAsync })],
                NullLoggerFactory.Instance,
                default
            );
            foreach (var (name, role) in Callers)
            {
                await AssertAnswersAsync(process, endpoint, pages, role, name, certificate: null);
                if (certificates.TryGetValue(name, out var certificate))
                {
                    await AssertAnswersAsync(process, endpoint, pages, role, token: "", certificate);
                }
            }
        }
    }

    private static async Task AssertAnswersAsync(
        string process,
        HttpEndpoint endpoint,
        IReadOnlyList<HttpPage> pages,
        CallerRole role,
        string token,
        X509Certificate2? certificate
    )
    {
        using var handler = new HttpClientHandler
        {
            // The test's own certificate, which no authority has signed.
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown!.RawData.AsSpan().SequenceEqual(endpoint.Certificate!.RawData),
        };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }

        using var client = new HttpClient(handler);
        foreach (var page in pages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{endpoint.Address}{page.Path}");
            if (token.Length > 0)
            {
                request.Headers.Authorization = new("Bearer", token);
            }

            using var answer = await client.SendAsync(request);
            var (needs, showsStatus) = Expected[$"{process} {page.Path}"];
            var expected =
                role >= needs ? (HttpStatusCode.Accepted, true)
                : showsStatus ? (HttpStatusCode.Accepted, false)
                : role == CallerRole.None ? (HttpStatusCode.Unauthorized, false)
                : (HttpStatusCode.Forbidden, false);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(
                expected == (answer.StatusCode, body == "content"),
                $"{process} {page.Path}, token '{token}', certificate {certificate?.Subject}: "
                    + $"{answer.StatusCode}, {body}"
            );
        }
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return context.Response.WriteAsync("content");
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
