using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Where a cluster's log is: <c>embedded:path</c> or <c>kafka://host:port[,host:port]/cluster</c>. Holds no secrets.
/// </summary>
/// <param name="Scheme">Which kind of log.</param>
/// <param name="Location">The file's path, or the brokers as <c>host:port[,host:port]</c>.</param>
/// <param name="Cluster">The cluster's name; empty for an embedded log, whose file is the cluster.</param>
internal sealed record ChangeLogUri(ChangeLogScheme Scheme, string Location, string Cluster)
{
    /// <summary>Longest cluster name; topic names are made of it.</summary>
    public const int MaxClusterLength = 100;

    /// <summary>Port of a broker that is named without one.</summary>
    public const int DefaultKafkaPort = 9092;

    private const string EmbeddedPrefix = "embedded:";
    private const string KafkaPrefix = "kafka://";
    private const string Remedy = "Write embedded:PATH or kafka://HOST:PORT[,HOST:PORT]/CLUSTER.";

    /// <summary>Reads the text form.</summary>
    /// <exception cref="ReplicationException">The text is neither form; says what is wrong.</exception>
    public static ChangeLogUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(EmbeddedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            var path = text[EmbeddedPrefix.Length..];
            return string.IsNullOrWhiteSpace(path)
                ? throw Invalid(text, "the path is missing")
                : new ChangeLogUri(ChangeLogScheme.Embedded, path, "");
        }

        return text.StartsWith(KafkaPrefix, StringComparison.OrdinalIgnoreCase)
            ? ParseKafka(text)
            : throw Invalid(text, "the scheme is unknown");
    }

    /// <summary>The text form.</summary>
    public override string ToString() =>
        Scheme == ChangeLogScheme.Embedded ? EmbeddedPrefix + Location : $"{KafkaPrefix}{Location}/{Cluster}";

    private static ChangeLogUri ParseKafka(string text)
    {
        var rest = text[KafkaPrefix.Length..];
        if (rest.Contains('@', StringComparison.Ordinal))
        {
            throw new ReplicationException(
                "A Kafka address must not hold a user or password.",
                "Give credentials in the Kafka settings, from a file or the environment."
            );
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            throw Invalid(text, "the cluster's name is missing");
        }

        var cluster = rest[(slash + 1)..];
        if (cluster.Length is 0 or > MaxClusterLength || !cluster.All(IsNameCharacter))
        {
            throw Invalid(
                text,
                $"the cluster's name {Printable.Quote(cluster)} is not 1 to {MaxClusterLength} letters, digits, "
                    + "'.', '_' or '-'"
            );
        }

        var brokers = rest[..slash].Split(',').Select(broker => ParseBroker(text, broker));
        return new ChangeLogUri(ChangeLogScheme.Kafka, string.Join(',', brokers), cluster);
    }

    private static string ParseBroker(string text, string broker)
    {
        // The last colon separates the port, unless it stands inside an IPv6 address in brackets.
        var colon = broker.LastIndexOf(':');
        var hasPort = colon > broker.LastIndexOf(']');
        var host = hasPort ? broker[..colon] : broker;
        var port = hasPort ? broker[(colon + 1)..] : DefaultKafkaPort.ToString(CultureInfo.InvariantCulture);
        if (host.Length == 0 || host.Any(char.IsWhiteSpace))
        {
            throw Invalid(text, $"{Printable.Quote(broker)} names no host");
        }

        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? $"{host}:{number}"
            : throw Invalid(text, $"{Printable.Quote(port)} is not a port");
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    private static ReplicationException Invalid(string text, string what) =>
        new($"{Printable.Quote(text)} does not name a change log: {what}.", Remedy);
}
