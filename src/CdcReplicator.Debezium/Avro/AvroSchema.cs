namespace CdcReplicator.Debezium;

/// <summary>
/// One node of an Avro schema, with what Connect's Avro converter adds to it. Named schemas that recur are the same
/// object, so a schema may refer to itself.
/// </summary>
internal sealed class AvroSchema(AvroKind kind)
{
    private static readonly Dictionary<string, string> NoParameters = [];

    /// <summary>Its kind.</summary>
    public AvroKind Kind { get; } = kind;

    /// <summary>Full name of a record, enum or fixed; empty otherwise.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Fields of a record, in writing order.</summary>
    public AvroField[] Fields { get; set; } = [];

    /// <summary>Branches of a union.</summary>
    public AvroSchema[] Branches { get; init; } = [];

    /// <summary>Elements of an array, or values of a map.</summary>
    public AvroSchema? Items { get; init; }

    /// <summary>Symbols of an enum.</summary>
    public string[] Symbols { get; init; } = [];

    /// <summary>Size of a fixed in bytes.</summary>
    public int Size { get; init; }

    /// <summary><c>connect.name</c>: the Connect schema name, for example <c>io.debezium.time.Date</c>.</summary>
    public string? ConnectName { get; init; }

    /// <summary><c>connect.type</c>: <c>int8</c> or <c>int16</c>.</summary>
    public string? ConnectType { get; init; }

    /// <summary><c>connect.version</c>.</summary>
    public int? ConnectVersion { get; init; }

    /// <summary><c>connect.parameters</c>.</summary>
    public IReadOnlyDictionary<string, string> ConnectParameters { get; init; } = NoParameters;

    /// <summary><c>logicalType</c>.</summary>
    public string? LogicalType { get; init; }

    /// <summary><c>scale</c> of a decimal.</summary>
    public int? Scale { get; init; }

    /// <summary><c>precision</c> of a decimal.</summary>
    public int? Precision { get; init; }

    /// <summary>A union of null and one other branch.</summary>
    public bool IsOptional =>
        Kind == AvroKind.Union && Branches.Length == 2 && Branches.Any(b => b.Kind == AvroKind.Null);

    /// <summary>The schema without the null branch, if it is optional; else itself.</summary>
    public AvroSchema Required => IsOptional ? Branches.First(b => b.Kind != AvroKind.Null) : this;
}
