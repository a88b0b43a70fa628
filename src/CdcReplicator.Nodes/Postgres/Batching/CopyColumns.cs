using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What COPY must know of a table's columns, worked out once.</summary>
internal sealed class CopyColumns
{
    private readonly ColumnType[] _types;
    private readonly bool[] _isBinary;
    private readonly bool[] _isTimestamp;
    private readonly byte[] _widths;

    /// <summary>Works it out.</summary>
    public CopyColumns(TableMapping table)
    {
        _types = Array.ConvertAll(table.Columns, column => column.Type);
        _isBinary = Array.ConvertAll(_types, PostgresBinary.Has);
        _isTimestamp = Array.ConvertAll(_types, type => type.Kind is ColumnKind.Timestamp or ColumnKind.TimestampTz);
        _widths = [.. _types.Select((type, column) => _isBinary[column] ? WidthOf(type) : (byte)0)];
    }

    /// <summary>A column's type.</summary>
    public ColumnType TypeOf(int column) => _types[column];

    /// <summary>Whether its values go in binary, not as text that is cast.</summary>
    public bool IsBinary(int column) => _isBinary[column];

    /// <summary>Whether its values are instants.</summary>
    public bool IsTimestamp(int column) => _isTimestamp[column];

    /// <summary>Bytes of an integer column in binary; 0 of any other.</summary>
    public int WidthOf(int column) => _widths[column];

    private static byte WidthOf(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Int16 => sizeof(short),
            ColumnKind.Int32 => sizeof(int),
            ColumnKind.Int64 => sizeof(long),
            _ => 0,
        };
}
