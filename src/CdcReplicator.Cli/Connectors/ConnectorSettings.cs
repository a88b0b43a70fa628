namespace CdcReplicator.Cli;

/// <summary>The settings of one connector, and those of the worker it runs in if they are known.</summary>
/// <param name="own">The connector's.</param>
/// <param name="worker">The worker's; null if they are not known.</param>
internal sealed class ConnectorSettings(
    IReadOnlyDictionary<string, string> own,
    IReadOnlyDictionary<string, string>? worker = null
)
{
    public const string ClassSetting = "connector.class";

    /// <summary>Which database it reads.</summary>
    public ConnectorKind Kind { get; } = ConnectorKinds.Of(own.GetValueOrDefault(ClassSetting, "").Trim());

    /// <summary>Its class.</summary>
    public string Class => own.GetValueOrDefault(ClassSetting, "").Trim();

    /// <summary><c>topic.prefix</c>, the name of the source; null if it has none.</summary>
    public string? Prefix => Find("topic.prefix");

    /// <summary>Whether the worker's settings are known.</summary>
    public bool HasWorker => worker is not null;

    /// <summary>The names of the connector's settings.</summary>
    public IEnumerable<string> Names => own.Keys;

    /// <summary>A setting of the connector's; null if it is not set or blank.</summary>
    public string? Find(string name) => Given(own, name);

    /// <summary>A setting of the worker's; null if it is not set or not known.</summary>
    public string? FindOfWorker(string name) => worker is null ? null : Given(worker, name);

    /// <summary>A word that a connector reads in any case of letters, in small ones; null if it is not set.</summary>
    public string? Word(string name) => Find(name)?.ToLowerInvariant();

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(string name, bool otherwise) => Find(name) is { } value ? IsTrue(value) : otherwise;

    /// <summary>Whether the text says yes.</summary>
    public static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a list.</summary>
    public IReadOnlyList<string> List(string name) =>
        Find(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string? Given(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
