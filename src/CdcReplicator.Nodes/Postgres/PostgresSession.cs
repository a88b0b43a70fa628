namespace CdcReplicator.Nodes;

/// <summary>Settings every session needs for values to be read and written exactly, whatever the server's and the role's defaults are.</summary>
internal static class PostgresSession
{
    /// <summary>For the connection string's <c>Options</c>.</summary>
    public const string Options =
        "-c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c TimeZone=UTC -c bytea_output=hex -c extra_float_digits=1"
        + " -c xmloption=content -c lc_monetary=C";

    /// <summary>
    /// Rows of a batch are found by index, one by one. Left to itself the planner, which knows nothing of tables just filled, hashes whole tables to find some
    /// thousand rows, and compiles the plan besides: what a batch costs would grow with the table.
    /// </summary>
    public const string Planning = "-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";
}
