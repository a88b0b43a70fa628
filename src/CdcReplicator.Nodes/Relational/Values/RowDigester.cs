using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Digests the rows of one table. Columns count in the order of their names, so that nodes whose tables were declared
/// in another order agree; generated columns do not count: they follow from the others, and captures do not bring them.
/// For one caller at a time.
/// </summary>
internal sealed class RowDigester
{
    private readonly TableDefinition _table;
    private readonly ColumnDefinition[] _columns;
    private readonly bool[] _digested;
    private readonly int[] _key;
    private readonly DataValue[] _keyValues;
    private readonly ArrayBufferWriter<byte> _form = new(256);

    /// <summary>A digester for a table.</summary>
    public RowDigester(TableDefinition table)
    {
        _table = table;
        _columns = [.. ColumnsOf(table)];
        _digested = [.. _columns.Select(column => !column.Generated)];
        _key = [.. table.PrimaryKey.Select(name => Array.FindIndex(_columns, column => column.Name == name))];
        _keyValues = new DataValue[_key.Length];
    }

    /// <summary>The columns of a table that are read to digest it, in this order.</summary>
    public static IEnumerable<ColumnDefinition> ColumnsOf(TableDefinition table) =>
        table
            .Columns.Where(column => !column.Generated || table.PrimaryKey.Contains(column.Name))
            .OrderBy(column => column.Name, StringComparer.Ordinal);

    /// <summary>The columns to read, in this order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns => _columns;

    /// <summary>The digest of a row (SHA-256, first 16 bytes); a table without key gives it as key.</summary>
    /// <param name="values">Canonical values of <see cref="Columns"/>.</param>
    public RowDigest Digest(ReadOnlySpan<DataValue> values)
    {
        _form.ResetWrittenCount();
        for (var i = 0; i < values.Length; i++)
        {
            if (_digested[i])
            {
                CanonicalForm.AppendName(_form, _columns[i].Name);
                CanonicalForm.Append(_form, values[i]);
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_form.WrittenSpan, hash);
        var digest = BinaryPrimitives.ReadUInt128BigEndian(hash);
        if (_key.Length == 0)
        {
            return new RowDigest(digest.ToString("x32", System.Globalization.CultureInfo.InvariantCulture), digest);
        }

        for (var i = 0; i < _key.Length; i++)
        {
            _keyValues[i] = values[_key[i]];
        }

        return new RowDigest(RowKeyJson.Write(_table, _keyValues), digest);
    }
}
