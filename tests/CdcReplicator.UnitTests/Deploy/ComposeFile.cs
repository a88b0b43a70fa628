using CdcReplicator.UnitTests.Architecture;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CdcReplicator.UnitTests.Deploy;

/// <summary>The services of <c>docker-compose.yml</c>, with what they merge from others.</summary>
internal static class ComposeFile
{
    /// <summary>Settings by name, by service.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> Services()
    {
        using var text = File.OpenText(Path.Combine(RepositoryRoot.Path, "docker-compose.yml"));
        var document = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
        return Map(document["services"])
            .ToDictionary(service => service.Key, IReadOnlyDictionary<string, object> (service) => Map(service.Value));
    }

    /// <summary>The words of a list; those of a mapping are its names.</summary>
    public static IReadOnlyList<string> Words(object value) =>
        value is IDictionary<object, object> map
            ? [.. map.Keys.Cast<string>()]
            : [.. ((List<object>)value).Cast<string>()];

    private static Dictionary<string, object> Map(object value) =>
        ((Dictionary<object, object>)value).ToDictionary(pair => (string)pair.Key, pair => pair.Value);
}
