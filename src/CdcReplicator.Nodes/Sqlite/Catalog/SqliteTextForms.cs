namespace CdcReplicator.Nodes;

/// <summary>Declared types that stand for a type of PostgreSQL which is carried in its printed form.</summary>
internal static class SqliteTextForms
{
    /// <summary>The names, in upper case.</summary>
    public static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "CITEXT",
        "INET",
        "CIDR",
        "MACADDR",
        "MACADDR8",
        "LTREE",
        "LQUERY",
        "TSVECTOR",
        "TSQUERY",
        "INT4RANGE",
        "INT8RANGE",
        "NUMRANGE",
        "DATERANGE",
        "TSRANGE",
        "TSTZRANGE",
        "INT4MULTIRANGE",
        "INT8MULTIRANGE",
        "NUMMULTIRANGE",
        "DATEMULTIRANGE",
        "TSMULTIRANGE",
        "TSTZMULTIRANGE",
        "NAME",
        "BOX",
        "CIRCLE",
        "LINE",
        "LSEG",
        "PATH",
        "POLYGON",
        "PG_LSN",
        "JSONPATH",
        "ISBN",
        "ISBN13",
        "ISSN",
        "ISSN13",
        "EAN13",
        "UPC",
    };
}
