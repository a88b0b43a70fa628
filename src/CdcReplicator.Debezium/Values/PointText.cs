using System.Globalization;

namespace CdcReplicator.Debezium;

/// <summary>Points as PostgreSQL prints them: <c>(1.5,-2.5)</c>.</summary>
internal static class PointText
{
    /// <summary>The shortest text that reads back as the same point.</summary>
    public static string Format(PlanePoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"({point.X:R},{point.Y:R})");

    /// <summary>Reads a point.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PlanePoint point)
    {
        point = default;
        var comma = text.IndexOf(',');
        if (comma < 0 || !text.StartsWith("(") || !text.EndsWith(")"))
        {
            return false;
        }

        if (
            !double.TryParse(text[1..comma], NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            || !double.TryParse(text[(comma + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
        )
        {
            return false;
        }

        point = new PlanePoint(x, y);
        return true;
    }
}
