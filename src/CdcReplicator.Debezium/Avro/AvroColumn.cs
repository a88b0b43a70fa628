using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// A column whose values are scalars that may be null. It is passed over three ways that must agree on every byte:
/// checked when the record is decoded, read, and skipped. Whatever <see cref="Check"/> lets pass, the other two take.
/// </summary>
internal readonly struct AvroColumn
{
    private const int NotOptional = -1;

    private readonly AvroSchema _type;
    private readonly AvroKind _kind;
    private readonly int _nullBranch;
    private readonly byte[][] _symbols;
    private readonly ScalarType _scalar;

    private AvroColumn(AvroSchema schema, ScalarType scalar)
    {
        var type = schema.Required;
        _type = type;
        _kind = type.Kind;
        _nullBranch =
            !schema.IsOptional ? NotOptional
            : schema.Branches[0].Kind == AvroKind.Null ? 0
            : 1;
        _symbols = [.. type.Symbols.Select(Encoding.UTF8.GetBytes)];
        _scalar = scalar;
        Wire = AvroFieldWires.Of(type.Kind, scalar, schema.IsOptional);
    }

    /// <summary>What is known of its values.</summary>
    public FieldWire Wire { get; }

    /// <summary>Compiles a column; null if its values are not scalars, or are refused whatever they are.</summary>
    public static AvroColumn? TryCompile(AvroSchema schema)
    {
        var type = schema.Required;
        if (type.Kind is AvroKind.Null or AvroKind.Union or AvroKind.Array or AvroKind.Map)
        {
            return null;
        }

        var scalar = new ScalarType(AvroFieldTypes.Of(type));
        var isScalar = type.Kind != AvroKind.Record || scalar.Semantic == SemanticType.VariableScaleDecimal;
        return isScalar && DecimalValues.IsScale(scalar.Scale) ? new AvroColumn(schema, scalar) : null;
    }

    /// <summary>Checks a value and passes over it.</summary>
    /// <returns>Whether it is the unchanged out-of-line value.</returns>
    /// <exception cref="MalformedDataException">The bytes are not a value of this column.</exception>
    /// <exception cref="DecoderFallbackException">Text is not UTF-8.</exception>
    public bool Check(ref AvroReader reader)
    {
        if (IsNull(ref reader))
        {
            return false;
        }

        switch (_kind)
        {
            case AvroKind.Boolean:
                reader.ReadBoolean();
                return false;
            case AvroKind.Int:
                _scalar.CheckInteger(reader.ReadInt());
                return false;
            case AvroKind.Long:
                _scalar.CheckInteger(reader.ReadLong());
                return false;
            case AvroKind.String:
                var text = reader.ReadBytes();
                if (IsUnavailableText(text, reader.Placeholder))
                {
                    return true;
                }

                StrictUtf8.Check(text);
                return false;
            case AvroKind.Enum:
                reader.ReadBranch(_symbols.Length);
                return false;
            case AvroKind.Record:
                AvroStructs.ReadUnscaled(ref reader, _type, out _);
                return false;
            case AvroKind.Bytes or AvroKind.Fixed:
                var bytes = ReadBytes(ref reader);
                _scalar.CheckBytes(bytes.Length);
                return IsUnavailableBytes(bytes, reader.Placeholder);
            default:
                AvroSkip.Skip(ref reader, _type);
                return false;
        }
    }

    /// <summary>Hands a value to a sink.</summary>
    public void Read<TSink>(int field, ref AvroReader reader, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        if (IsNull(ref reader))
        {
            sink.Null(field);
            return;
        }

        switch (_kind)
        {
            case AvroKind.Boolean:
                sink.Boolean(field, reader.ReadBoolean());
                break;
            case AvroKind.Int or AvroKind.Long:
                _scalar.WriteInteger(field, reader.ReadLong(), ref sink);
                break;
            case AvroKind.Float:
                sink.Float32(field, reader.ReadFloat());
                break;
            case AvroKind.Double:
                sink.Float64(field, reader.ReadDouble());
                break;
            case AvroKind.Record:
                sink.Decimal(field, AvroStructs.ReadUnscaled(ref reader, _type, out var scale), scale);
                break;
            case AvroKind.Enum:
                _scalar.WriteText(field, _symbols[reader.ReadBranch(_symbols.Length)], ref sink);
                break;
            case AvroKind.String:
                var text = reader.ReadBytes();
                if (IsUnavailableText(text, reader.Placeholder))
                {
                    sink.Unavailable(field);
                }
                else
                {
                    _scalar.WriteText(field, text, ref sink);
                }

                break;
            default:
                var bytes = ReadBytes(ref reader);
                if (IsUnavailableBytes(bytes, reader.Placeholder))
                {
                    sink.Unavailable(field);
                }
                else
                {
                    _scalar.WriteBytes(field, bytes, ref sink);
                }

                break;
        }
    }

    /// <summary>Passes over a checked value.</summary>
    public void Skip(ref AvroReader reader)
    {
        if (!IsNull(ref reader))
        {
            AvroSkip.Skip(ref reader, _type);
        }
    }

    /// <summary>Reads a checked value if it is an integer.</summary>
    public bool TryReadInteger(ref AvroReader reader, out long value)
    {
        value = 0;
        if (Wire.Kind != DataKind.Integer || IsNull(ref reader))
        {
            return false;
        }

        value = reader.ReadLong();
        return true;
    }

    private bool IsNull(ref AvroReader reader) => _nullBranch >= 0 && reader.ReadBranch(2) == _nullBranch;

    private ReadOnlySpan<byte> ReadBytes(scoped ref AvroReader reader) =>
        _kind == AvroKind.Fixed ? reader.Take(_type.Size) : reader.ReadBytes();

    private bool IsUnavailableText(ReadOnlySpan<byte> utf8, UnavailablePlaceholder? placeholder) =>
        placeholder is not null && placeholder.IsText(utf8, _scalar.Semantic);

    private bool IsUnavailableBytes(ReadOnlySpan<byte> bytes, UnavailablePlaceholder? placeholder) =>
        placeholder is not null && _scalar.Semantic == SemanticType.None && placeholder.IsBytes(bytes);
}
