using CdcReplicator.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdcReplicator.AspNetCore;

/// <summary>Sessions for web applications.</summary>
public static class CdcSessionExtensions
{
    /// <summary>
    /// Adds a <see cref="CdcSession"/> for each request. Needs <see cref="CdcReplicatorServices.AddCdcReplicator"/>;
    /// the options of both are validated when the application starts.
    /// </summary>
    public static OptionsBuilder<CdcSessionOptions> AddCdcSessions(
        this IServiceCollection services,
        Action<CdcSessionOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IValidateOptions<CdcSessionOptions>, CdcSessionOptionsValidator>();
        services.TryAddScoped<CdcRequestSession>();
        services.TryAddScoped(provider => provider.GetRequiredService<CdcRequestSession>().Require());
        services.AddOptions<CdcReplicatorOptions>().ValidateOnStart();
        return services.AddOptions<CdcSessionOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
    }

    /// <summary>
    /// Takes the session's token from each request and gives it back with the response. Call it ahead of whatever uses
    /// <see cref="CdcSession"/>. What is read after the response has begun, as when it is streamed, is not covered by
    /// the token.
    /// </summary>
    public static IApplicationBuilder UseCdcSessions(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<CdcSessionMiddleware>();
    }
}
