using System.Globalization;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Finds the column a field of a record means: by its exact name, else the only column whose name becomes the field's
/// when it is adjusted to Avro, damaged by Debezium's stream reader (each UTF-8 byte from 0x80 becomes U+FF00 + byte),
/// or both.
/// </summary>
internal sealed class ColumnLookup
{
    private const int Ambiguous = -2;
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _altered = new(StringComparer.Ordinal);

    /// <summary>A lookup over a table's columns.</summary>
    public ColumnLookup(IReadOnlyList<ColumnDefinition> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var name = columns[i].Name;
            _exact.Add(name, i);
            foreach (var form in Forms(name, Damage(name)))
            {
                _altered[form] = _altered.ContainsKey(form) ? Ambiguous : i;
            }
        }
    }

    /// <summary>The column's place in the table, or -1.</summary>
    public int Find(string field) =>
        _exact.TryGetValue(field, out var column) ? column
        : _altered.TryGetValue(field, out column) && column != Ambiguous ? column
        : -1;

    /// <summary>A name as <c>field.name.adjustment.mode=avro_unicode</c> writes it.</summary>
    public static string AdjustUnicode(string name)
    {
        var adjusted = new StringBuilder(name.Length + 1);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsAsciiLetter(c) || (char.IsAsciiDigit(c) && i > 0))
            {
                adjusted.Append(c);
            }
            else
            {
                adjusted.Append(CultureInfo.InvariantCulture, $"_u{(int)c:x4}");
            }
        }

        return adjusted.ToString();
    }

    private static HashSet<string> Forms(string name, string damaged) =>
        [Adjust(name), damaged, Adjust(damaged), AdjustUnicode(name), AdjustUnicode(damaged)];

    /// <summary>A name as <c>field.name.adjustment.mode=avro</c> writes it.</summary>
    public static string Adjust(string name)
    {
        var adjusted = new StringBuilder(name.Length + 1);
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            adjusted.Append('_');
        }

        foreach (var c in name)
        {
            adjusted.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_');
        }

        return adjusted.ToString();
    }

    /// <summary>A name as Debezium's pgoutput decoder damages it.</summary>
    public static string Damage(string name)
    {
        var damaged = new StringBuilder(name.Length);
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            damaged.Append(b < 0x80 ? (char)b : (char)(0xFF00 + b));
        }

        return damaged.ToString();
    }
}
