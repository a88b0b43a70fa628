using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Model;
using NpgsqlTypes;

namespace CdcReplicator.Nodes;

/// <summary>
/// A field of PostgreSQL's binary copy, of a column selected as <see cref="PostgresValueBinding.SelectExpression"/>
/// says: types that go in binary in their own form, all others as text.
/// </summary>
internal sealed class PostgresField
{
    private const int DigitsOfUuid = 36;

    private readonly ColumnType _type;
    private readonly NpgsqlDbType? _native;
    private readonly Shape _shape;

    public PostgresField(ColumnType type)
    {
        _type = type;
        _native = PostgresNativeTypes.Of(type);
        _shape = type.Kind switch
        {
            ColumnKind.Text or ColumnKind.TextForm or ColumnKind.Enum or ColumnKind.Xml => Shape.Text,
            ColumnKind.Char => Shape.PaddedText,
            ColumnKind.Bytes => Shape.Bytes,
            ColumnKind.Uuid => Shape.Uuid,
            ColumnKind.Decimal => Shape.Number,
            _ => Shape.Other,
        };
    }

    private enum Shape
    {
        Text,
        PaddedText,
        Bytes,
        Uuid,
        Number,
        Other,
    }

    /// <summary>
    /// Appends the form of the value, as <see cref="CanonicalForm"/> makes it. What most tables are full of is taken as
    /// it comes, without making a value of it.
    /// </summary>
    public void Append(ArrayBufferWriter<byte> form, ReadOnlySpan<byte> field)
    {
        switch (_shape)
        {
            case Shape.Text:
                form.Bytes(CanonicalFamily.Text, field);
                break;
            case Shape.PaddedText:
                form.Bytes(CanonicalFamily.Text, field.TrimEnd((byte)' '));
                break;
            case Shape.Bytes:
                form.Bytes(CanonicalFamily.Bytes, field);
                break;
            case Shape.Uuid:
                Span<byte> digits = stackalloc byte[DigitsOfUuid];
                new Guid(field, bigEndian: true).TryFormat(digits, out _, "D");
                form.Bytes(CanonicalFamily.Text, digits);
                break;
            case Shape.Number when PlainNumber.TryNormalize(field, out var normal):
                form.Bytes(CanonicalFamily.Decimal, normal);
                break;
            default:
                CanonicalForm.Append(form, Read(field));
                break;
        }
    }

    /// <summary>The canonical value.</summary>
    public DataValue Read(ReadOnlySpan<byte> field) =>
        _native switch
        {
            NpgsqlDbType.Boolean => DataValue.Boolean(field[0] != 0),
            NpgsqlDbType.Smallint => DataValue.Integer(BinaryPrimitives.ReadInt16BigEndian(field)),
            NpgsqlDbType.Integer => DataValue.Integer(BinaryPrimitives.ReadInt32BigEndian(field)),
            NpgsqlDbType.Bigint => DataValue.Integer(BinaryPrimitives.ReadInt64BigEndian(field)),
            NpgsqlDbType.Real => DataValue.Float32(BinaryPrimitives.ReadSingleBigEndian(field)),
            NpgsqlDbType.Double => DataValue.Float64(BinaryPrimitives.ReadDoubleBigEndian(field)),
            NpgsqlDbType.Text => DataValue.Text(Encoding.UTF8.GetString(field)),
            NpgsqlDbType.Bytea => DataValue.Bytes(field.ToArray()),
            NpgsqlDbType.Uuid => DataValue.Uuid(new Guid(field, bigEndian: true)),
            NpgsqlDbType.Date => DataValue.Date(PostgresEpoch.FromOwnDays(BinaryPrimitives.ReadInt32BigEndian(field))),
            NpgsqlDbType.Time => DataValue.Micros(DataKind.Time, BinaryPrimitives.ReadInt64BigEndian(field)),
            NpgsqlDbType.Timestamp => Timestamp(DataKind.Timestamp, field),
            NpgsqlDbType.TimestampTz => Timestamp(DataKind.TimestampTz, field),
            NpgsqlDbType.Interval => DataValue.Interval(
                new PgInterval(
                    BinaryPrimitives.ReadInt32BigEndian(field[12..]),
                    BinaryPrimitives.ReadInt32BigEndian(field[8..]),
                    BinaryPrimitives.ReadInt64BigEndian(field)
                )
            ),
            _ => PostgresText.Parse(Encoding.UTF8.GetString(field), _type),
        };

    private DataValue Timestamp(DataKind kind, ReadOnlySpan<byte> field) =>
        DataValue.Micros(kind, PostgresEpoch.FromOwnMicros(BinaryPrimitives.ReadInt64BigEndian(field), _type));
}
