using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>Figures as tables for people.</summary>
internal static class BenchTables
{
    /// <summary>A table whose first column names and whose others hold figures.</summary>
    public static Table New(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap().RightAligned());
        }

        return table;
    }

    /// <summary>Adds a line.</summary>
    public static void Add(this Table table, string name, string format, params double?[] figures) =>
        table.AddRow([new Text(name), .. figures.Select(figure => new Text(Show(figure, format)))]);

    private static string Show(double? figure, string format) =>
        figure?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
