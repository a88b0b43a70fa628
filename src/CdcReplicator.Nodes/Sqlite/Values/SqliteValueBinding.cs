using System.Data.Common;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Values of SQLite through ADO.NET, in the forms of <see cref="SqliteStorage"/>.</summary>
internal sealed class SqliteValueBinding : IValueBinding
{
    /// <inheritdoc/>
    public DbParameter CreateParameter(string name, in DataValue canonical, ColumnType type)
    {
        var stored = SqliteStorage.Store(canonical, type);
        return new SqliteParameter(
            name,
            stored.Class switch
            {
                SqliteStorageClass.Integer => stored.AsInteger(),
                SqliteStorageClass.Real => stored.AsReal(),
                SqliteStorageClass.Text => stored.AsText(),
                SqliteStorageClass.Blob => stored.AsBlob(),
                _ => DBNull.Value,
            }
        );
    }

    /// <inheritdoc/>
    public DataValue Read(DbDataReader reader, int ordinal, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(type);
        return SqliteStorage.Load(
            reader.GetValue(ordinal) switch
            {
                long number => SqliteStoredValue.Integer(number),
                double number => SqliteStoredValue.Real(number),
                string text => SqliteStoredValue.Text(text),
                byte[] bytes => SqliteStoredValue.Blob(bytes),
                _ => SqliteStoredValue.Null,
            },
            type
        );
    }

    /// <inheritdoc/>
    public string ParameterExpression(string name, ColumnType type) => name;

    /// <inheritdoc/>
    public string SelectExpression(string quotedColumn, ColumnType type) => quotedColumn;
}
