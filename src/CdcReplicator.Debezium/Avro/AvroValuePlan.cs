using System.Runtime.InteropServices;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads values of one Avro schema straight into <see cref="DataValue"/>s. Compiled once per schema.</summary>
internal sealed class AvroValuePlan
{
    private readonly AvroSchema _schema;
    private readonly AvroValuePlan[] _branches = [];
    private readonly AvroValuePlan? _items;
    private readonly ValuePlan? _value;
    private readonly byte[][] _symbols = [];

    /// <summary>Compiles a schema.</summary>
    public AvroValuePlan(AvroSchema schema, UnavailablePlaceholder placeholder)
    {
        _schema = schema;
        switch (schema.Kind)
        {
            case AvroKind.Union:
                _branches = [.. schema.Branches.Select(branch => new AvroValuePlan(branch, placeholder))];
                return;
            case AvroKind.Null:
                return;
            case AvroKind.Array or AvroKind.Map:
                _items = new AvroValuePlan(schema.Items!, placeholder);
                break;
            case AvroKind.Enum:
                _symbols = [.. schema.Symbols.Select(Encoding.UTF8.GetBytes)];
                break;
        }

        _value = new ValuePlan(AvroFieldTypes.Of(schema), placeholder);
    }

    /// <summary>Reads one value.</summary>
    public DataValue Read(ref AvroReader reader) =>
        _schema.Kind switch
        {
            AvroKind.Union => _branches[reader.ReadBranch(_branches.Length)].Read(ref reader),
            AvroKind.Null => DataValue.Null,
            AvroKind.Boolean => DataValue.Boolean(reader.ReadBoolean()),
            AvroKind.Int => _value!.Scalar.OfInteger(reader.ReadInt()),
            AvroKind.Long => _value!.Scalar.OfInteger(reader.ReadLong()),
            AvroKind.Float => DataValue.Float32(reader.ReadFloat()),
            AvroKind.Double => DataValue.Float64(reader.ReadDouble()),
            AvroKind.Bytes => OfBytes(ref reader, reader.ReadBytes()),
            AvroKind.Fixed => OfBytes(ref reader, reader.Take(_schema.Size)),
            AvroKind.String => OfText(ref reader, reader.ReadBytes()),
            AvroKind.Enum => _value!.Scalar.OfText(_symbols[reader.ReadBranch(_symbols.Length)]),
            AvroKind.Array => ReadArray(ref reader),
            AvroKind.Map when _value!.Element?.IsPlainText == true => ReadMap(ref reader),
            _ => ReadStruct(ref reader),
        };

    private DataValue OfBytes(ref AvroReader reader, ReadOnlySpan<byte> bytes) =>
        _value!.Scalar.Semantic == SemanticType.None && reader.Placeholder?.IsBytes(bytes) == true
            ? DataValue.Unavailable
            : _value.Scalar.OfBytes(bytes);

    private DataValue OfText(ref AvroReader reader, ReadOnlySpan<byte> utf8) =>
        reader.Placeholder?.IsText(utf8, _value!.Scalar.Semantic) == true
            ? DataValue.Unavailable
            : _value!.Scalar.OfText(utf8);

    private DataValue ReadArray(ref AvroReader reader)
    {
        // Only the array as a whole can be unchanged. An element that looks like the placeholder is data.
        var placeholder = reader.Placeholder;
        reader.Placeholder = null;
        reader.Enter();
        var values = new List<DataValue>();
        for (var left = reader.ReadBlock(); left > 0; left = reader.ReadBlock())
        {
            for (; left > 0; left--)
            {
                values.Add(_items!.Read(ref reader));
            }
        }

        reader.Leave();
        reader.Placeholder = placeholder;
        return
            placeholder is not null
            && _value!.UnavailableArray is { } unavailable
            && CollectionsMarshal.AsSpan(values).SequenceEqual(unavailable)
            ? DataValue.Unavailable
            : DataValue.Array([.. values]);
    }

    private DataValue ReadMap(ref AvroReader reader)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var left = reader.ReadBlock(); left > 0; left = reader.ReadBlock())
        {
            for (; left > 0; left--)
            {
                var key = StrictUtf8.GetString(reader.ReadBytes());
                var isNull =
                    _schema.Items!.Kind == AvroKind.Union
                    && _schema.Items.Branches[reader.ReadBranch(2)].Kind == AvroKind.Null;
                map[key] = isNull ? null : StrictUtf8.GetString(reader.ReadBytes());
            }
        }

        return reader.Placeholder?.IsMap(map) == true ? DataValue.Unavailable : DataValue.Map(map);
    }

    private DataValue ReadStruct(ref AvroReader reader) =>
        _value!.Scalar.Semantic switch
        {
            SemanticType.VariableScaleDecimal => AvroStructs.ReadDecimal(ref reader, _schema),
            SemanticType.Point => AvroStructs.ReadPoint(ref reader, _schema),
            SemanticType.Geometry => AvroStructs.ReadGeometry(ref reader, _schema),
            _ => AvroJson.Read(ref reader, _schema),
        };
}
