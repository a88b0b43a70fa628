namespace CdcReplicator.Model;

/// <summary>
/// A record's key or value: a part of an array that many records share, so that thousands of records are few objects;
/// or nothing at all. The bytes never change. Equal are those with the same content, wherever it stands.
/// </summary>
internal readonly struct RecordBytes : IEquatable<RecordBytes>
{
    private readonly byte[]? _array;
    private readonly int _start;

    /// <summary>A part of an array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array does not have it.</exception>
    public RecordBytes(byte[] array, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)array.Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(array.Length - start), nameof(length));
        (_array, _start, Length) = (array, start, length);
    }

    /// <summary>
    /// Whether there is nothing: a record without key, a tombstone's value. Empty bytes are something.
    /// </summary>
    public bool IsNone => _array is null;

    /// <summary>How many bytes; 0 for nothing.</summary>
    public int Length { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => new(_array, _start, Length);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => new(_array, _start, Length);

    /// <summary>An array as a whole, or nothing.</summary>
    public static RecordBytes Of(byte[]? array) => array is null ? default : new RecordBytes(array, 0, array.Length);

    /// <summary>An array as a whole, or nothing.</summary>
    public static implicit operator RecordBytes(byte[]? array) => Of(array);

    /// <summary>Whether two have the same content.</summary>
    public static bool operator ==(RecordBytes left, RecordBytes right) => left.Equals(right);

    /// <summary>Whether two have different contents.</summary>
    public static bool operator !=(RecordBytes left, RecordBytes right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(RecordBytes other) => IsNone == other.IsNone && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecordBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IsNone);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>A part of them; not for nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public RecordBytes Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start), nameof(length));
        return new RecordBytes(_array!, _start + start, length);
    }

    /// <summary>Its parts.</summary>
    internal void Deconstruct(out byte[]? array, out int start, out int length) =>
        (array, start, length) = (_array, _start, Length);
}
