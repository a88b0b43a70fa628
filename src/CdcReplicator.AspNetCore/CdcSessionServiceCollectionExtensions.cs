using CdcReplicator;
using CdcReplicator.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Dependency injection of sessions for web applications.</summary>
public static class CdcSessionServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="CdcSession"/> for each request. Needs
    /// <see cref="CdcReplicatorServiceCollectionExtensions.AddCdcReplicator"/>; the options of both are validated when
    /// the application starts.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: they stay as they are.</param>
    /// <returns>The options, to configure them further.</returns>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    public static OptionsBuilder<CdcSessionOptions> AddCdcSessions(
        this IServiceCollection services,
        Action<CdcSessionOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IValidateOptions<CdcSessionOptions>, CdcSessionOptionsValidator>();
        services.TryAddScoped<CdcRequestSession>();
        services.TryAddScoped(provider => provider.GetRequiredService<CdcRequestSession>().Require());
        services.AddOptions<CdcClusterOptions>().ValidateOnStart();
        return services.AddOptions<CdcSessionOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
    }
}
