using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A prepared statement whose parameters are values at some places of a table's rows.</summary>
internal sealed class SqliteRowStatement(SqliteStatement statement, TableMapping table, int[] places)
{
    private readonly ColumnType[] _types = Array.ConvertAll(places, place => table.Columns[place].Type);

    /// <summary>Runs it with the values of a row; returns the rows it wrote.</summary>
    public int Write(DataValue[] row)
    {
        Bind(row);
        return statement.Execute();
    }

    /// <summary>Runs it with the values of a row; what SQLite refuses it for, or null.</summary>
    public DatabaseError? TryWrite(DataValue[] row)
    {
        Bind(row);
        return statement.TryExecute();
    }

    /// <summary>Runs it with values that are not in a row; returns the rows it wrote.</summary>
    public int Write(KeyValue values)
    {
        Bind(values);
        return statement.Execute();
    }

    /// <summary>Whether it finds a row with the values of a row.</summary>
    public bool Any(DataValue[] row)
    {
        var key = KeyValue.Of(row, places);
        return First(key, []) is not null;
    }

    /// <summary>Some columns of the first row it finds, at their places in the table; null if it finds none.</summary>
    public DataValue[]? First(KeyValue values, int[] columns)
    {
        Bind(values);
        try
        {
            if (!statement.Read())
            {
                return null;
            }

            var row = new DataValue[table.Columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                row[columns[i]] = SqliteStorage.Load(statement.Column(i), table.Columns[columns[i]].Type);
            }

            return row;
        }
        finally
        {
            statement.Reset();
        }
    }

    private void Bind(DataValue[] row)
    {
        for (var i = 0; i < places.Length; i++)
        {
            statement.Bind(i + 1, SqliteStorage.Store(row[places[i]], _types[i]));
        }
    }

    private void Bind(KeyValue values)
    {
        for (var i = 0; i < places.Length; i++)
        {
            statement.Bind(i + 1, SqliteStorage.Store(values[i], _types[i]));
        }
    }
}
