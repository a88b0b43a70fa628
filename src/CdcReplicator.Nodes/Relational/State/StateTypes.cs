using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Types of the state schema's columns, and their values.</summary>
internal static class StateTypes
{
    /// <summary>All numbers are 64-bit.</summary>
    public static readonly ColumnType Number = new(ColumnKind.Int64, "bigint");

    /// <summary>All text is unlimited.</summary>
    public static readonly ColumnType Text = new(ColumnKind.Text, "text");

    /// <summary>A number or NULL.</summary>
    public static BoundValue Of(long? value) => new(value is { } v ? DataValue.Integer(v) : DataValue.Null, Number);

    /// <summary>A text or NULL.</summary>
    public static BoundValue Of(string? value) => new(value is null ? DataValue.Null : DataValue.Text(value), Text);

    /// <summary>The ids of tables, as the text of a PostgreSQL array.</summary>
    public static BoundValue IdsOf(IEnumerable<TableVersion> tables) =>
        Of($"{{{string.Join(',', tables.Select(table => table.Id))}}}");

    /// <summary>The text, or null.</summary>
    public static string? AsNullableText(this in DataValue value) => value.IsNull ? null : value.AsText();
}
