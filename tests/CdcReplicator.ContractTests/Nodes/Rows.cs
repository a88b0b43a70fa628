using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.ContractTests;

/// <summary>Short names for row changes.</summary>
internal static class Rows
{
    public static RowChange Create(string table, params (string, DataValue)[] after) =>
        new()
        {
            Table = TableName.Parse(table),
            Operation = ChangeOperation.Create,
            After = RowImages.Of(after),
        };

    public static RowChange Read(string table, params (string, DataValue)[] after) =>
        Create(table, after) with
        {
            Operation = ChangeOperation.Read,
        };

    public static RowChange Update(string table, (string, DataValue)[] key, params (string, DataValue)[] after) =>
        new()
        {
            Table = TableName.Parse(table),
            Operation = ChangeOperation.Update,
            Key = RowImages.Of(key),
            After = RowImages.Of(after),
        };

    public static RowChange Delete(string table, params (string, DataValue)[] key) =>
        new()
        {
            Table = TableName.Parse(table),
            Operation = ChangeOperation.Delete,
            Key = RowImages.Of(key),
        };

    public static RowChange Truncate(string table) =>
        new() { Table = TableName.Parse(table), Operation = ChangeOperation.Truncate };

    public static RowChange Expecting(this RowChange change, params (string, DataValue)[] before) =>
        change with
        {
            Before = RowImages.Of(before),
        };

    public static (string, DataValue) Int(string column, long value) => (column, DataValue.Integer(value));

    public static (string, DataValue) Text(string column, string value) => (column, DataValue.Text(value));

    public static (string, DataValue) Null(string column) => (column, DataValue.Null);

    public static (string, DataValue) Unavailable(string column) => (column, DataValue.Unavailable);
}
