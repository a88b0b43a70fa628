namespace CdcReplicator.Model;

/// <summary>How values that are taken otherwise than they came are named where they are counted.</summary>
internal static class AdaptedValues
{
    /// <summary>Places that a status names at most: 20.</summary>
    public const int MaxPlaces = 20;

    /// <summary>Characters U+0000 taken out of a source's texts by its setting <c>NullCharacters</c>.</summary>
    public static string StrippedNulls(string source) => $"U+0000 taken out, source {source}";

    /// <summary>Control messages that a source may not give, or that say nothing.</summary>
    public static string IgnoredControls(string source) => $"control message ignored, source {source}";

    /// <summary>
    /// Numbers taken as text, because the node's column is a text and the source's was a number when they were written.
    /// </summary>
    public static string NumbersAsText(TableName table, string column) => $"number as text, {table}.{column}";
}
