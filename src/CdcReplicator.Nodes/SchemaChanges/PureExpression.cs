namespace CdcReplicator.Nodes;

/// <summary>
/// Whether an expression gives the same on every node, whenever it is worked out: constants, and functions that are
/// known to. What is not known counts as not. Pure.
/// </summary>
internal static class PureExpression
{
    private static readonly HashSet<string> Moments = Words(
        "current_timestamp current_date current_time localtime localtimestamp current_user session_user user "
            + "current_role current_catalog current_schema"
    );

    private static readonly HashSet<string> Spoken = Words("now today tomorrow yesterday allballs");

    private static readonly HashSet<string> Counting = Words(
        "serial bigserial smallserial serial2 serial4 serial8 identity"
    );

    // Types and keywords that may stand before a bracket, and functions that depend on their arguments alone.
    private static readonly HashSet<string> Known = Words(
        "numeric decimal varchar char character nchar varying bit varbit timestamp timestamptz time timetz interval "
            + "float double real int integer bigint smallint tinyint text blob nvarchar bpchar bytea "
            + "check unique key as in and or not using default with include cast exists any all some array row values "
            + "when then else case between like is from where on generated always stored virtual collate primary "
            + "foreign null zone precision select by over "
            + "coalesce nullif greatest least lower upper initcap abs round ceil ceiling floor trunc sign mod power "
            + "sqrt length char_length character_length octet_length substr substring left right trim ltrim rtrim "
            + "btrim lpad rpad replace translate reverse repeat split_part position strpos instr concat_ws ascii chr "
            + "md5 sha256 encode decode to_hex hex unhex convert_from convert_to date_trunc date_part extract "
            + "make_date make_time make_interval json jsonb json_object json_array jsonb_build_object "
            + "jsonb_build_array json_build_object json_build_array jsonb_set jsonb_strip_nulls array_length "
            + "cardinality array_append array_remove ifnull iif typeof printf format quote regexp_replace "
            + "regexp_match starts_with quote_ident quote_literal div width_bucket int4range int8range numrange "
            + "daterange tsrange tstzrange point box circle"
    );

    /// <summary>What in it may differ; null if nothing does.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    public static string? Objection(IReadOnlyList<SqlToken> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var token = tokens[i];
            if (token.Kind == SqlTokenKind.Text && Spoken.Contains(token.Value.Trim()))
            {
                return $"'{token.Value}' means another moment on each node";
            }

            if (token.Kind == SqlTokenKind.Word && Moments.Contains(token.Value))
            {
                return $"{token.Value} differs from node to node";
            }

            if (token.Kind == SqlTokenKind.Word && Counting.Contains(token.Value))
            {
                return $"{token.Value} numbers the rows that are there in the order of each node";
            }

            if (token.IsName && i + 1 < to && tokens[i + 1].Is('(') && !IsKnown(tokens, i))
            {
                return $"function {token.Value} is not known to give the same on every node";
            }
        }

        return null;
    }

    private static bool IsKnown(IReadOnlyList<SqlToken> tokens, int at)
    {
        if (tokens[at].Kind == SqlTokenKind.Word && Known.Contains(tokens[at].Value))
        {
            return true;
        }

        // REFERENCES names a table.
        while (at >= 2 && tokens[at - 1].Is('.'))
        {
            at -= 2;
        }

        return at > 0 && tokens[at - 1].IsAny("REFERENCES", "INTO", "KEY");
    }

    private static HashSet<string> Words(string words) =>
        new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
