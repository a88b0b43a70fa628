using System.Net;
using System.Net.Sockets;
using CdcReplicator.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>A small HTTP server beside the work of a process.</summary>
internal static class HttpService
{
    /// <summary>Starts it.</summary>
    /// <exception cref="ReplicationException">The address cannot be listened on.</exception>
    public static async Task<IAsyncDisposable> StartAsync(
        IPEndPoint address,
        IReadOnlyDictionary<string, RequestDelegate> pages,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        var app = builder.Build();
        foreach (var (path, page) in pages)
        {
            app.MapGet(path, page);
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
                $"{address} cannot be listened on for HTTP: {error.Message}.",
                "Choose another address or port (--http), or end what is using it.",
                error
            );
        }
    }

    /// <summary>
    /// Starts it if that is possible; else says that it is not and goes on: what a process is for does not wait for who
    /// watches it.
    /// </summary>
    public static async Task<IAsyncDisposable?> TryStartAsync(
        IPEndPoint address,
        IReadOnlyDictionary<string, RequestDelegate> pages,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await StartAsync(address, pages, loggers, cancellationToken);
        }
        catch (ReplicationException error)
        {
            ServeLog.NotServed(loggers.CreateLogger(typeof(HttpService)), error.Problem, error.Remedy);
            return null;
        }
    }
}
