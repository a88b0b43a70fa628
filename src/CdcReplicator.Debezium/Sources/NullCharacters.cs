using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Takes U+0000 out of texts: databases that allow it feed some that do not.</summary>
internal static class NullCharacters
{
    /// <summary>The image without them; the same one if there are none.</summary>
    /// <param name="image">The image.</param>
    /// <param name="count">How many there were.</param>
    public static RowImage Strip(in RowImage image, out int count)
    {
        count = 0;
        var values = image.ToValues();
        DataValue[]? stripped = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsText(values[i].Kind) && values[i].AsText().Contains('\0', StringComparison.Ordinal))
            {
                stripped ??= [.. values];
                var text = values[i].AsText();
                stripped[i] = DataValue.Text(text.Replace("\0", "", StringComparison.Ordinal), values[i].Kind);
                count += text.Length - stripped[i].AsText().Length;
            }
        }

        return stripped is null ? image : new RowImage(image.Shape, stripped);
    }

    private static bool IsText(DataKind kind) =>
        kind is DataKind.Text or DataKind.UntypedText or DataKind.Json or DataKind.Xml or DataKind.Enum;
}
