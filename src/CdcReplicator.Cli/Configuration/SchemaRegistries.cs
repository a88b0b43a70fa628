using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Which schema registry a cluster uses.</summary>
internal static class SchemaRegistries
{
    /// <summary>Confluent's, if an address is configured, else the one beside the log.</summary>
    /// <exception cref="BadInputException">The address is not one.</exception>
    public static ISchemaRegistry For(ReplicatorOptions options, IChangeLog log, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.SchemaRegistryUrl))
        {
            return new MetadataSchemaRegistry(log.Metadata);
        }

        var urls = options.SchemaRegistryUrl.Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (urls.FirstOrDefault(url => !IsHttp(url)) is { } wrong)
        {
            throw new BadInputException([
                $"SchemaRegistryUrl {Printable.Quote(wrong)} is not an absolute http or https address.",
            ]);
        }

        var registry = new ConfluentSchemaRegistryOptions { Urls = [.. urls.Select(url => new Uri(url))] };
        return new ConfluentSchemaRegistry(registry, time);
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
