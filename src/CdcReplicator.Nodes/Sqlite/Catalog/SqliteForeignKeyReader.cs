using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Reads foreign keys of SQLite's catalog. One that names no columns refers to the primary key.</summary>
internal sealed class SqliteForeignKeyReader(SqliteConnection connection)
{
    /// <summary>The foreign keys of a table.</summary>
    public ForeignKeyConstraint[] Read(string table)
    {
        var rows = connection.ReadRows(
            "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($1) ORDER BY id, seq",
            table,
            r =>
                (
                    Id: r.GetInt64(0),
                    Parent: r.GetString(1),
                    From: r.GetString(2),
                    To: r.IsDBNull(3) ? null : r.GetString(3)
                )
        );
        return
        [
            .. rows.GroupBy(row => row.Id)
                .Select(key =>
                {
                    var parent = key.First().Parent;
                    string[] to = [.. key.Select(row => row.To).OfType<string>()];
                    return new ForeignKeyConstraint(
                        $"{table}_fk{key.Key}",
                        [.. key.Select(row => row.From)],
                        TableName.Parse(parent),
                        to.Length > 0 ? to : PrimaryKeyOf(parent)
                    );
                }),
        ];
    }

    private string[] PrimaryKeyOf(string table) =>
        [
            .. connection.ReadRows(
                "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                table,
                r => r.GetString(0)
            ),
        ];
}
