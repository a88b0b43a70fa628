namespace CdcReplicator.LocalServers;

/// <summary>The settings of a worker of Kafka Connect.</summary>
internal static class KafkaConnectProperties
{
    /// <summary>
    /// The caller's settings, with the address, and the plug-ins of the installation unless others are named.
    /// </summary>
    public static Dictionary<string, string> Of(
        KafkaConnectOptions options,
        Uri address,
        KafkaInstallation installation
    )
    {
        var settings = new Dictionary<string, string>(options.Settings)
        {
            ["listeners"] = address.ToString().TrimEnd('/'),
        };
        settings.TryAdd("plugin.path", installation.PluginFolder);
        return settings;
    }
}
