namespace CdcReplicator.Nodes;

/// <summary>Settings every session needs for values to be read and written exactly, whatever the server's and the role's defaults are.</summary>
internal static class PostgresSession
{
    /// <summary>For the connection string's <c>Options</c>.</summary>
    public const string Options =
        "-c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c TimeZone=UTC -c bytea_output=hex -c extra_float_digits=1"
        + " -c xmloption=content -c lc_monetary=C";
}
