namespace CdcReplicator.Nodes;

/// <summary>A value as SQLite keeps it. A struct, so that numbers reach a statement without an allocation.</summary>
internal readonly struct SqliteStoredValue
{
    private readonly long _bits;
    private readonly object? _reference;

    private SqliteStoredValue(SqliteStorageClass storage, long bits, object? reference)
    {
        Class = storage;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>NULL.</summary>
    public static SqliteStoredValue Null => new(SqliteStorageClass.Null, 0, null);

    /// <summary>How it is kept.</summary>
    public SqliteStorageClass Class { get; }

    /// <summary>A 64-bit integer.</summary>
    public static SqliteStoredValue Integer(long value) => new(SqliteStorageClass.Integer, value, null);

    /// <summary>A double.</summary>
    public static SqliteStoredValue Real(double value) =>
        new(SqliteStorageClass.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Text.</summary>
    public static SqliteStoredValue Text(string value) => new(SqliteStorageClass.Text, 0, value);

    /// <summary>Bytes.</summary>
    public static SqliteStoredValue Blob(byte[] value) => new(SqliteStorageClass.Blob, 0, value);

    /// <summary>The integer.</summary>
    public long AsInteger() => _bits;

    /// <summary>The double.</summary>
    public double AsReal() => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text.</summary>
    public string AsText() => (string)_reference!;

    /// <summary>The bytes.</summary>
    public byte[] AsBlob() => (byte[])_reference!;
}
