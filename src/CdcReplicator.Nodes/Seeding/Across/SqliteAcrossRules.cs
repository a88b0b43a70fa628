using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Reads <see cref="AcrossRules"/> of SQLite's tables.</summary>
internal static class SqliteAcrossRules
{
    private const string Deferred = " DEFERRABLE INITIALLY DEFERRED";

    /// <summary>Reads those of a table.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="name">What the table is called in it.</param>
    /// <param name="isDeferred">Whether its foreign keys may be checked at the end of a transaction only.</param>
    public static AcrossRules Read(SqliteConnection connection, string name, bool isDeferred)
    {
        var keys = connection.ReadRows(
            "SELECT DISTINCT id, on_update, on_delete FROM pragma_foreign_key_list($1)",
            name,
            r =>
                (
                    Name: $"{name}_fk{r.GetInt64(0)}",
                    Rule: $" ON UPDATE {r.GetString(1)} ON DELETE {r.GetString(2)}{(isDeferred ? Deferred : "")}"
                )
        );
        var indexes = connection.ReadRows(
            "SELECT name FROM pragma_index_list($1) WHERE \"unique\" = 0 AND partial = 0",
            name,
            r => r.GetString(0)
        );
        return new AcrossRules(
            keys.ToDictionary(key => key.Name, key => key.Rule),
            [
                .. indexes
                    .Select(index =>
                        (
                            index,
                            (IReadOnlyList<string?>)
                                connection.ReadRows(
                                    "SELECT name FROM pragma_index_info($1) ORDER BY seqno",
                                    index,
                                    r => r.IsDBNull(0) ? null : r.GetString(0)
                                )
                        )
                    )
                    .Where(index => !index.Item2.Contains(null))
                    .Select(index => (index.index, (IReadOnlyList<string>)index.Item2.OfType<string>().ToArray())),
            ]
        );
    }
}
