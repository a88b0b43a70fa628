using System.Globalization;

namespace CdcReplicator.Debezium;

/// <summary>
/// The type of a field as Connect sees it: base type, name, parameters, parts. Avro schemas and JSON schemas both
/// become this, so that both decode to the same values.
/// </summary>
internal sealed class FieldType(BaseType baseType, string? name = null)
{
    private static readonly Dictionary<string, string> NoParameters = [];

    /// <summary>Its base type.</summary>
    public BaseType Base { get; } = baseType;

    /// <summary>The Connect schema name, or null.</summary>
    public string? Name { get; } = name;

    /// <summary>What the name says.</summary>
    public SemanticType Semantic { get; } = SemanticNames.Of(name);

    /// <summary>Parameters; empty if none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = NoParameters;

    /// <summary>Elements of an array, or values of a map.</summary>
    public FieldType? Element { get; init; }

    /// <summary>Fields of a struct.</summary>
    public IReadOnlyList<StructField> Fields { get; set; } = [];

    /// <summary>A parameter as a number, or null.</summary>
    public int? NumberOf(string parameter) =>
        Parameters.TryGetValue(parameter, out var text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
