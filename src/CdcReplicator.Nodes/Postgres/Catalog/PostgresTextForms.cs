namespace CdcReplicator.Nodes;

/// <summary>Names of the types that are carried in their printed form.</summary>
internal static class PostgresTextForms
{
    /// <summary>Base types whose printed form PostgreSQL reads back as the same value.</summary>
    public static readonly HashSet<string> OfSystem = new(StringComparer.Ordinal)
    {
        "char",
        "name",
        "inet",
        "cidr",
        "macaddr",
        "macaddr8",
        "tsvector",
        "tsquery",
        "box",
        "circle",
        "line",
        "lseg",
        "path",
        "polygon",
        "pg_lsn",
        "jsonpath",
    };

    /// <summary>
    /// Types of extensions with the same property; they live in whatever schema the extension was put.
    /// </summary>
    public static readonly HashSet<string> OfExtensions = new(StringComparer.Ordinal)
    {
        "citext",
        "ltree",
        "lquery",
        "isbn",
        "isbn13",
        "issn",
        "issn13",
        "ean13",
        "upc",
    };
}
