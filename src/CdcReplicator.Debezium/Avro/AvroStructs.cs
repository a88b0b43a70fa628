using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads Debezium's structs that are one value, by the names of their fields.</summary>
internal static class AvroStructs
{
    /// <summary><c>VariableScaleDecimal</c> {scale, value}.</summary>
    public static DataValue ReadDecimal(ref AvroReader reader, AvroSchema schema)
    {
        var digits = ReadUnscaled(ref reader, schema, out var scale);
        return DecimalValues.OfUnscaled(digits, scale);
    }

    /// <summary>Digits and scale of <c>VariableScaleDecimal</c> {scale, value}.</summary>
    /// <exception cref="MalformedDataException">It has no scale, or one that is out of range.</exception>
    public static ReadOnlySpan<byte> ReadUnscaled(scoped ref AvroReader reader, AvroSchema schema, out int scale)
    {
        reader.Count(schema.Fields.Length);
        int? found = null;
        ReadOnlySpan<byte> digits = default;
        foreach (var field in schema.Fields)
        {
            var type = Branch(ref reader, field.Schema);
            switch (field.Name, type.Kind)
            {
                case ("scale", AvroKind.Int):
                    found = reader.ReadInt();
                    break;
                case ("value", AvroKind.Bytes):
                    digits = reader.ReadBytes();
                    break;
                default:
                    AvroSkip.Skip(ref reader, type);
                    break;
            }
        }

        scale = found ?? throw new MalformedDataException("a decimal of variable scale has no scale");
        DecimalValues.CheckScale(scale);
        DecimalValues.CheckLength(digits.Length);
        return digits;
    }

    /// <summary><c>Point</c> {x, y, …}.</summary>
    public static DataValue ReadPoint(ref AvroReader reader, AvroSchema schema)
    {
        reader.Count(schema.Fields.Length);
        double? x = null;
        double? y = null;
        foreach (var field in schema.Fields)
        {
            var type = Branch(ref reader, field.Schema);
            switch (field.Name, type.Kind)
            {
                case ("x", AvroKind.Double):
                    x = reader.ReadDouble();
                    break;
                case ("y", AvroKind.Double):
                    y = reader.ReadDouble();
                    break;
                default:
                    AvroSkip.Skip(ref reader, type);
                    break;
            }
        }

        return x is { } left && y is { } right
            ? DataValue.Point(new PlanePoint(left, right))
            : throw new MalformedDataException("a point lacks x or y");
    }

    /// <summary><c>Geometry</c> {wkb, srid, …}: its well-known binary, which carries the rest.</summary>
    public static DataValue ReadGeometry(ref AvroReader reader, AvroSchema schema)
    {
        reader.Count(schema.Fields.Length);
        var value = DataValue.Null;
        foreach (var field in schema.Fields)
        {
            var type = Branch(ref reader, field.Schema);
            if (field.Name == "wkb" && type.Kind == AvroKind.Bytes)
            {
                value = DataValue.Bytes(reader.ReadBytes().ToArray());
            }
            else
            {
                AvroSkip.Skip(ref reader, type);
            }
        }

        return value;
    }

    /// <summary>The schema of what follows: the branch that was written, if it is a union.</summary>
    public static AvroSchema Branch(scoped ref AvroReader reader, AvroSchema schema) =>
        schema.Kind == AvroKind.Union ? schema.Branches[reader.ReadBranch(schema.Branches.Length)] : schema;
}
