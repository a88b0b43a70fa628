using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Digests rows one by one, as <see cref="RowDigestWriter"/> does. For one caller at a time.</summary>
internal sealed class RowDigester
{
    private readonly LastRow _last = new();
    private readonly RowDigestWriter _writer;

    /// <summary>A digester for a table.</summary>
    public RowDigester(TableDefinition table) => _writer = new RowDigestWriter(table, _last);

    /// <summary>The columns of a table that are read to digest it, in this order.</summary>
    public static IEnumerable<ColumnDefinition> ColumnsOf(TableDefinition table) =>
        table
            .Columns.Where(column => !column.Generated || table.PrimaryKey.Contains(column.Name))
            .OrderBy(column => column.Name, StringComparer.Ordinal);

    /// <summary>The columns to read, in this order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns => _writer.Columns;

    /// <summary>The digest of a row; a table without key gives it as key.</summary>
    /// <param name="values">Canonical values of <see cref="Columns"/>.</param>
    public RowDigest Digest(ReadOnlySpan<DataValue> values)
    {
        _writer.Add(values);
        return _last.Row;
    }

    private sealed class LastRow : IRowDigests
    {
        public RowDigest Row { get; private set; }

        public bool WantsKeys => true;

        public void Add(ReadOnlySpan<char> key, UInt128 digest) => Row = new RowDigest(key.ToString(), digest);
    }
}
