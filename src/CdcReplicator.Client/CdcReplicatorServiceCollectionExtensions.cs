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
