using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.EndToEndTests;

/// <summary>A small web application on a port of its own: puts and gets items, with a session a caller.</summary>
internal sealed class ItemsApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ItemsApp(WebApplication app) => _app = app;

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ItemsApp> StartAsync(string log, Action<CdcSessionOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCdcReplicator(options => options.Log = log);
        builder.Services.AddCdcSessions(configure);
        var app = builder.Build();
        app.UseCdcSessions();
        app.MapPut("/items/{id}", PutAsync);
        app.MapGet("/items/{id}", GetAsync);
        await app.StartAsync();
        return new ItemsApp(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IResult> PutAsync(HttpContext context, long id, CdcSession session)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var what = body.RootElement.GetProperty("what").GetString()!;
        await session.WriteAsync(tx => tx.Upsert("items", new { id, what }));
        return Results.NoContent();
    }

    private static async Task<string> GetAsync(long id, CdcSession session)
    {
        await using var connection = await session.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT what FROM items WHERE id = {id}");
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}
