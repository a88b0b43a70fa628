using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Makes names legal in Avro, as Debezium's adjustment mode <c>avro</c> does; a dot inside a part becomes <c>_</c> too.
/// </summary>
internal static class ConnectNames
{
    /// <summary>
    /// One part of a name: first <c>[A-Za-z_]</c>, the rest <c>[A-Za-z0-9_]</c>; other characters become <c>_</c>.
    /// </summary>
    public static string Adjust(string part)
    {
        if (part.Length == 0)
        {
            return "_";
        }

        var adjusted = new StringBuilder(part.Length + 1);
        if (char.IsAsciiDigit(part[0]))
        {
            adjusted.Append('_');
        }

        foreach (var c in part)
        {
            adjusted.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_');
        }

        return adjusted.ToString();
    }

    /// <summary>Adjusts column names; where two become the same, the later one gets a number.</summary>
    public static string[] AdjustFields(IReadOnlyList<string> columns)
    {
        var fields = new string[columns.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            var field = Adjust(columns[i]);
            for (var n = 2; !taken.Add(field); n++)
            {
                field = $"{Adjust(columns[i])}_{n}";
            }

            fields[i] = field;
        }

        return fields;
    }
}
