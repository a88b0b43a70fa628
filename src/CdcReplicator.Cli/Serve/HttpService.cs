using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>A small HTTP server beside the work of a process.</summary>
internal static class HttpService
{
    /// <summary>Starts it.</summary>
    /// <exception cref="ReplicationException">The address cannot be listened on.</exception>
    public static async Task<IAsyncDisposable> StartAsync(
        HttpEndpoint endpoint,
        IReadOnlyList<HttpPage> pages,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(endpoint.Address, listen => Secure(listen, endpoint)));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        var app = builder.Build();
        var access = new HttpAccess(endpoint.Callers);
        foreach (var page in pages)
        {
            app.MapGet(page.Path, new GuardedPage(page, access).AnswerAsync);
        }

        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ReplicationException(
                $"{endpoint.Address} cannot be listened on for HTTP: {error.Message}.",
                "Choose another address or port (--http), or end what is using it.",
                error
            );
        }
    }

    /// <summary>
    /// Starts it if that is possible. Else it says that it is not and goes on, because the work of a process does not
    /// depend on being watched.
    /// </summary>
    public static async Task<IAsyncDisposable?> TryStartAsync(
        HttpEndpoint endpoint,
        IReadOnlyList<HttpPage> pages,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await StartAsync(endpoint, pages, loggers, cancellationToken);
        }
        catch (ReplicationException error)
        {
            ServeLog.NotServed(loggers.CreateLogger(typeof(HttpService)), error.Problem, error.Remedy);
            return null;
        }
    }

    private static void Secure(ListenOptions listen, HttpEndpoint endpoint)
    {
        if (endpoint.Certificate is not { } certificate)
        {
            return;
        }

        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ServerCertificateChain = endpoint.Chain,
        };
        if (endpoint.Callers is { HasCertificates: true })
        {
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            // TLS proves that the client has the key. Whose it is, the list of callers says by the certificate itself.
            https.AllowAnyClientCertificate();
        }

        listen.UseHttps(https);
    }
}
