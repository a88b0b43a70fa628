namespace CdcReplicator.Model;

/// <summary>A table's name. In SQLite a table <c>name</c> stands for <c>public.name</c>, one called <c>schema.name</c> for itself.</summary>
public readonly record struct TableName(string Schema, string Name)
{
    /// <summary>The schema meant when none is named.</summary>
    public const string DefaultSchema = "public";

    /// <summary>Reads <c>schema.table</c> or <c>table</c> (schema <see cref="DefaultSchema"/>); the first dot separates.</summary>
    public static TableName Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new TableName(DefaultSchema, text) : new TableName(text[..dot], text[(dot + 1)..]);
    }

    /// <summary><c>schema.table</c>.</summary>
    public override string ToString() => $"{Schema}.{Name}";
}
