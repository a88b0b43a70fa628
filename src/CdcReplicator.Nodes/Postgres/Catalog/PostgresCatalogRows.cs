using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Reads the rows of PostgreSQL's catalog from which <see cref="PostgresCatalogReader"/> makes tables.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="version">The server's version.</param>
internal sealed class PostgresCatalogRows(NpgsqlConnection connection, PostgresVersion version)
{
    /// <summary>Columns of all tables, in table order.</summary>
    public async Task<List<PostgresColumnRow>> ReadColumnsAsync(CancellationToken stop)
    {
        var rows = new List<PostgresColumnRow>();
        await foreach (var r in connection.ReadRowsAsync(PostgresCatalogSql.Columns, stop).ConfigureAwait(false))
        {
            rows.Add(
                new PostgresColumnRow(
                    r.GetInt64(0),
                    new TableName(r.GetString(1), r.GetString(2)),
                    r.IsDBNull(3) ? null : r.GetString(3),
                    r.IsDBNull(4) ? 0 : r.GetInt64(4),
                    r.IsDBNull(5) ? 0 : r.GetInt32(5),
                    !r.IsDBNull(6) && r.GetBoolean(6),
                    !r.IsDBNull(7) && r.GetBoolean(7),
                    !r.IsDBNull(8) && r.GetBoolean(8),
                    !r.IsDBNull(9) && r.GetBoolean(9),
                    !r.IsDBNull(10) && r.GetBoolean(10),
                    !r.IsDBNull(11) && r.GetBoolean(11)
                )
            );
        }

        return rows;
    }

    /// <summary>Unique indexes of all tables.</summary>
    public async Task<List<PostgresIndexRow>> ReadIndexesAsync(CancellationToken stop)
    {
        var rows = new List<PostgresIndexRow>();
        await foreach (
            var r in connection.ReadRowsAsync(PostgresCatalogSql.UniqueIndexes(version), stop).ConfigureAwait(false)
        )
        {
            rows.Add(
                new PostgresIndexRow(
                    r.GetInt64(0),
                    r.GetString(1),
                    r.GetBoolean(2),
                    r.GetBoolean(3),
                    r.GetBoolean(4),
                    r.GetBoolean(5),
                    r.GetFieldValue<string[]>(6),
                    r.GetBoolean(7),
                    r.GetBoolean(8),
                    r.GetBoolean(9)
                )
            );
        }

        return rows;
    }

    /// <summary>Constraints of all tables, by name.</summary>
    public async Task<List<PostgresConstraintRow>> ReadConstraintsAsync(CancellationToken stop)
    {
        var rows = new List<PostgresConstraintRow>();
        await foreach (
            var r in connection.ReadRowsAsync(PostgresCatalogSql.Constraints(version), stop).ConfigureAwait(false)
        )
        {
            rows.Add(
                new PostgresConstraintRow(
                    r.GetInt64(0),
                    r.GetString(1),
                    r.GetString(2),
                    r.GetString(3)[0],
                    r.GetBoolean(4),
                    r.IsDBNull(5) ? null : r.GetString(5),
                    r.IsDBNull(6) ? [] : r.GetFieldValue<string[]>(6),
                    r.IsDBNull(7) ? null : new TableName(r.GetString(7), r.GetString(8)),
                    r.IsDBNull(9) ? [] : r.GetFieldValue<string[]>(9),
                    r.GetBoolean(10),
                    r.GetBoolean(11)
                )
            );
        }

        return rows;
    }

    /// <summary>What acts on writes by itself, with the letters of <see cref="PostgresCatalogSql.Actors"/>.</summary>
    public async Task<List<(long Table, char When)>> ReadActorsAsync(CancellationToken stop)
    {
        var rows = new List<(long, char)>();
        await foreach (var r in connection.ReadRowsAsync(PostgresCatalogSql.Actors, stop).ConfigureAwait(false))
        {
            rows.Add((r.GetInt64(0), r.GetString(1)[0]));
        }

        return rows;
    }

    /// <summary>Oids of the tables of which policies hide rows.</summary>
    public async Task<HashSet<long>> ReadHidingAsync(CancellationToken stop)
    {
        var tables = new HashSet<long>();
        await foreach (var r in connection.ReadRowsAsync(PostgresCatalogSql.Hiding, stop).ConfigureAwait(false))
        {
            tables.Add(r.GetInt64(0));
        }

        return tables;
    }
}
