using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads Debezium's structs that are one value, by the names of their fields.</summary>
internal static class AvroStructs
{
    /// <summary><c>VariableScaleDecimal</c> {scale, value}.</summary>
    public static DataValue ReadDecimal(ref AvroReader reader, AvroSchema schema)
    {
        long? scale = null;
        ReadOnlySpan<byte> digits = default;
        foreach (var field in schema.Fields)
        {
            var type = Branch(ref reader, field.Schema);
            switch (field.Name, type.Kind)
            {
                case ("scale", AvroKind.Int):
                    scale = reader.ReadInt();
                    break;
                case ("value", AvroKind.Bytes):
                    digits = reader.ReadBytes();
                    break;
                default:
                    AvroSkip.Skip(ref reader, type);
                    break;
            }
        }

        return scale is { } known
            ? ScalarType.OfUnscaled(digits, known)
            : throw new MalformedDataException("a decimal of variable scale has no scale");
    }

    /// <summary><c>Point</c> {x, y, …}.</summary>
    public static DataValue ReadPoint(ref AvroReader reader, AvroSchema schema)
    {
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
    public static AvroSchema Branch(ref AvroReader reader, AvroSchema schema) =>
        schema.Kind == AvroKind.Union ? schema.Branches[reader.ReadBranch(schema.Branches.Count)] : schema;
}
