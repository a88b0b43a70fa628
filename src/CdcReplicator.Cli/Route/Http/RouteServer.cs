using System.Net;
using System.Net.Sockets;
using CdcReplicator.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>The HTTP server of <c>route</c>.</summary>
internal static class RouteServer
{
    /// <summary>Starts it.</summary>
    /// <exception cref="ReplicationException">The address cannot be listened on.</exception>
    public static async Task<IAsyncDisposable> StartAsync(
        IPEndPoint address,
        RouteApi api,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        var app = builder.Build();
        app.MapGet("/route", api.RouteAsync);
        app.MapGet("/health/live", RouteApi.LiveAsync);
        app.MapGet("/health/ready", api.ReadyAsync);
        app.MapGet("/metrics", api.MetricsAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ReplicationException(
                $"--http {address} cannot be listened on: {error.Message}.",
                "Choose another address or port, or end what is using it.",
                error
            );
        }
    }
}
