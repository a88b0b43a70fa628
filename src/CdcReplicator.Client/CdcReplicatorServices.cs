using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcReplicator.Client;

/// <summary>Dependency injection.</summary>
public static class CdcReplicatorServices
{
    /// <summary>
    /// Adds one <see cref="CdcClusterConnection"/> for the process. Its options are validated when it is first used;
    /// add <c>ValidateOnStart</c> for <see cref="CdcReplicatorOptions"/> to have them validated before.
    /// </summary>
    public static OptionsBuilder<CdcReplicatorOptions> AddCdcReplicator(
        this IServiceCollection services,
        Action<CdcReplicatorOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton<IValidateOptions<CdcReplicatorOptions>, CdcReplicatorOptionsValidator>();
        services.TryAddSingleton(provider => new CdcClusterConnection(
            provider.GetRequiredService<IOptions<CdcReplicatorOptions>>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()
        ));
        return services.AddOptions<CdcReplicatorOptions>().Configure(configure);
    }
}
