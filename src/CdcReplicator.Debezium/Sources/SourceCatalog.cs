namespace CdcReplicator.Debezium;

/// <summary>The sources of which something is set, by name.</summary>
internal sealed class SourceCatalog
{
    private readonly Dictionary<string, SourceSettings> _sources = new(StringComparer.Ordinal);

    /// <summary>A catalog of settings (section <c>Sources</c>).</summary>
    /// <exception cref="ReplicationException">A setting is wrong; every one is named.</exception>
    public SourceCatalog(IReadOnlyDictionary<string, SourceOptions> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = string.Join(" ", Problems(sources));
        if (problems.Length > 0)
        {
            throw new ReplicationException(problems, "Correct the configuration (docs/debezium.md).");
        }

        foreach (var (name, options) in sources)
        {
            _sources.Add(name, new SourceSettings(options));
        }

        Fingerprints = sources.ToDictionary(pair => pair.Key, pair => SourceFingerprint.Of(pair.Value));
    }

    /// <summary>A short text for each source, the same where its section says the same.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints { get; }

    /// <summary>Nothing is set of any source.</summary>
    public static SourceCatalog Empty { get; } = new(new Dictionary<string, SourceOptions>());

    /// <summary>What is wrong with settings; empty if nothing.</summary>
    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, SourceOptions> sources) =>
        sources.SelectMany(pair => SourceOptionsCheck.Problems(pair.Key, pair.Value));

    /// <summary>What is set of a source; null if nothing.</summary>
    internal SourceSettings? Find(string? source) => source is null ? null : _sources.GetValueOrDefault(source);
}
