namespace CdcReplicator.UnitTests;

/// <summary>A struct as another reader sees it.</summary>
internal sealed record WitnessStruct(string Name, IReadOnlyList<WitnessField> Fields)
{
    /// <summary>Whether it has a field.</summary>
    public bool Has(string name) => Fields.Any(field => field.Name == name);

    /// <summary>A field's value; null if there is no such field.</summary>
    public object? this[string name] => Fields.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>A field's text.</summary>
    public string? Text(string name) => (string?)this[name];

    /// <summary>A field's number.</summary>
    public long? Number(string name) => (long?)this[name];

    /// <summary>A field's struct.</summary>
    public WitnessStruct? Struct(string name) => (WitnessStruct?)this[name];
}
