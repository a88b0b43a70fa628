namespace CdcReplicator.Debezium;

/// <summary>
/// What is worked out once for a type: how its scalars convert, and what stands for an unchanged value.
/// </summary>
internal sealed class ValuePlan
{
    /// <summary>Works out a type.</summary>
    public ValuePlan(FieldType type, UnavailablePlaceholder placeholder)
    {
        Type = type;
        Scalar = new ScalarType(type);
        if (type.Element is { } element)
        {
            Element = new ValuePlan(element, placeholder);
            UnavailableArray = type.Base == BaseType.Array ? placeholder.ArrayOf(element) : null;
        }
    }

    /// <summary>The type.</summary>
    public FieldType Type { get; }

    /// <summary>Converts its scalars.</summary>
    public ScalarType Scalar { get; }

    /// <summary>Elements of an array, values of a map.</summary>
    public ValuePlan? Element { get; }

    /// <summary>An array that stands for an unchanged one; null if there is none.</summary>
    public Model.DataValue[]? UnavailableArray { get; }

    /// <summary>Whether its values are text without semantics, as those of hstore are.</summary>
    public bool IsPlainText => Type is { Base: BaseType.String, Semantic: SemanticType.None };
}
