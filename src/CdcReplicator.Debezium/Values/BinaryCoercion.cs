using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Bytes, bit strings and UUIDs.</summary>
internal static class BinaryCoercion
{
    public static DataValue Bytes(in DataValue value, ColumnType type, ValueForms forms) =>
        value.Kind switch
        {
            DataKind.Bytes => value,
            DataKind.Text or DataKind.UntypedText => DataValue.Bytes(BinaryText.Read(value, type, forms.Binaries)),
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    public static DataValue Uuid(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Uuid => value,
            DataKind.Text or DataKind.UntypedText => Guid.TryParse(value.AsText(), out var uuid)
                ? DataValue.Uuid(uuid)
                : throw ValueCoercion.Invalid(value, type, "it is not a UUID"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    public static DataValue Bits(in DataValue value, ColumnType type)
    {
        var fixedLength = IsFixedLength(type);
        var digits = value.Kind switch
        {
            DataKind.Bits => AtLength(value.AsBits().Digits, fixedLength ? type.Length : null),
            DataKind.Boolean => value.AsBoolean() ? "1" : "0",
            DataKind.Bytes => FromLittleEndian(value.AsBytes(), fixedLength ? type.Length : null),
            DataKind.UntypedText => FromLittleEndian(Decode(value, type), fixedLength ? type.Length : null),
            DataKind.Text => value.AsText(),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        if (digits.AsSpan().ContainsAnyExcept('0', '1'))
        {
            throw ValueCoercion.Invalid(value, type, "it has other digits than 0 and 1");
        }

        var fits = type.Length is not { } length || (fixedLength ? digits.Length == length : digits.Length <= length);
        return fits
            ? DataValue.Bits(new BitString(digits))
            : throw ValueCoercion.Invalid(value, type, $"it has {digits.Length} bits");
    }

    /// <summary>
    /// Bits of a record have lost the leading zeros, or gained some; only text keeps a varying length.
    /// </summary>
    private static string AtLength(string digits, int? length)
    {
        var significant = digits.TrimStart('0');
        return significant.PadLeft(Math.Max(length ?? 0, significant.Length), '0');
    }

    private static byte[] Decode(in DataValue value, ColumnType type)
    {
        try
        {
            return Convert.FromBase64String(value.AsText());
        }
        catch (FormatException)
        {
            throw ValueCoercion.Invalid(value, type, "it is not Base64 text");
        }
    }

    /// <summary>
    /// The connector sends a bit set: lowest bit first, zero bytes at the end dropped. A fixed length brings the
    /// leading zeros back; of a varying one they are lost.
    /// </summary>
    private static string FromLittleEndian(byte[] bytes, int? length)
    {
        var used = bytes.Length * 8;
        while (used > 0 && (bytes[(used - 1) / 8] >> ((used - 1) % 8) & 1) == 0)
        {
            used--;
        }

        return string.Create(
            Math.Max(length ?? 0, used),
            bytes,
            static (digits, bytes) =>
            {
                for (var i = 0; i < digits.Length; i++)
                {
                    var bit = digits.Length - 1 - i;
                    digits[i] = bit / 8 < bytes.Length && (bytes[bit / 8] >> (bit % 8) & 1) == 1 ? '1' : '0';
                }
            }
        );
    }

    private static bool IsFixedLength(ColumnType type) =>
        !type.NativeName.Contains("var", StringComparison.OrdinalIgnoreCase);
}
