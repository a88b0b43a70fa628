namespace CdcReplicator.Cli;

/// <summary>One of a connector's transforms.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">Its class.</param>
/// <param name="IsConditional">Whether a predicate decides which records it sees.</param>
internal sealed record Transform(string Name, string Type, bool IsConditional)
{
    private static readonly string[] KnownPackages = ["io.debezium.", "org.apache.kafka.connect.transforms."];

    /// <summary>The setting of its class.</summary>
    public string TypeSetting => $"transforms.{Name}.type";

    /// <summary>The class without package and variant; null for somebody's own.</summary>
    public string? KnownName =>
        KnownPackages.Any(package => Type.StartsWith(package, StringComparison.Ordinal))
            ? Type[(Type.LastIndexOf('.') + 1)..].Split('$')[0]
            : null;

    /// <summary>Whether it gives topics another name by a regular expression.</summary>
    public bool IsRegexRouter => Type is "org.apache.kafka.connect.transforms.RegexRouter";

    /// <summary>A setting of its own.</summary>
    public string? Find(ConnectorSettings settings, string setting) => settings.Find($"transforms.{Name}.{setting}");

    /// <summary>A connector's transforms, in their order.</summary>
    public static IReadOnlyList<Transform> Of(ConnectorSettings settings) =>
        [
            .. settings
                .List("transforms")
                .Select(name => new Transform(
                    name,
                    settings.Find($"transforms.{name}.type") ?? "",
                    settings.Find($"transforms.{name}.predicate") is not null
                )),
        ];
}
