using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>
/// Columns of text, as wide as their cells. Nothing is ever cut or wrapped, whatever the terminal's width: a name that
/// is not shown whole is of no use, and what is piped has one line a row.
/// </summary>
internal sealed class PlainTable(params PlainColumn[] columns)
{
    private const string Gap = "  ";
    private const string Escape = "\u001b[";

    private readonly List<(string[] Cells, CellColour Colour)> _rows = [];

    /// <summary>Adds a row; the colour is that of the column which has one.</summary>
    public void Add(CellColour colour, params string[] cells) =>
        _rows.Add((Array.ConvertAll(cells, Printable.Line), colour));

    /// <summary>The lines, the first one with the columns' names.</summary>
    public IEnumerable<string> Lines(bool coloured)
    {
        int[] widths =
        [
            .. columns.Select(
                (column, i) => Math.Max(column.Name.Length, _rows.Max(row => (int?)row.Cells[i].Length) ?? 0)
            ),
        ];
        yield return Line([.. columns.Select(column => column.Name.ToUpperInvariant())], widths, CellColour.None);
        foreach (var (cells, colour) in _rows)
        {
            yield return Line(cells, widths, coloured ? colour : CellColour.None);
        }
    }

    private string Line(string[] cells, int[] widths, CellColour colour)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var column = columns[i];
            var isLast = i == cells.Length - 1;
            var cell =
                column.IsNumber ? cells[i].PadLeft(widths[i])
                : isLast ? cells[i]
                : cells[i].PadRight(widths[i]);
            line.Append(
                column.HasColour && colour != CellColour.None ? $"{Escape}{(int)colour}m{cell}{Escape}0m" : cell
            );
            line.Append(isLast ? "" : Gap);
        }

        return line.ToString();
    }
}
