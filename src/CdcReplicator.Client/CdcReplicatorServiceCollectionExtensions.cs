using CdcReplicator;
using CdcReplicator.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Dependency injection of a connection to a cluster.</summary>
public static class CdcReplicatorServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="CdcClusterConnection"/> for the process. Its options are validated when it is first used;
    /// add <c>ValidateOnStart</c> for <see cref="CdcClusterOptions"/> to have them validated before.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; <see cref="CdcClusterOptions.Log"/> is required.</param>
    /// <returns>The options, to configure them further.</returns>
    /// <exception cref="ArgumentNullException">There are no services, or nothing that sets the options.</exception>
    public static OptionsBuilder<CdcClusterOptions> AddCdcReplicator(
        this IServiceCollection services,
        Action<CdcClusterOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton<IValidateOptions<CdcClusterOptions>, CdcClusterOptionsValidator>();
        services.TryAddSingleton(provider => new CdcClusterConnection(
            provider.GetRequiredService<IOptions<CdcClusterOptions>>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()
        ));
        return services.AddOptions<CdcClusterOptions>().Configure(configure);
    }
}
