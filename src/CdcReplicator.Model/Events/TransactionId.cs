using System.Text;

namespace CdcReplicator.Model;

/// <summary>
/// Names a transaction as its publisher did. Kept as the UTF-8 that stands in the record: most are compared and never
/// shown.
/// </summary>
/// <param name="utf8">The text; must be valid UTF-8 and never change.</param>
internal readonly struct TransactionId(ReadOnlyMemory<byte> utf8) : IEquatable<TransactionId>
{
    /// <summary>An id of a text.</summary>
    public TransactionId(string text)
        : this(Encoding.UTF8.GetBytes(text)) { }

    /// <summary>Bytes of the text.</summary>
    public int Length => utf8.Length;

    /// <summary>
    /// What all records of a Debezium transaction share. PostgreSQL's <c>txid:lsn</c>: the number before the colon, for
    /// the LSN differs between them. Anything else, such as a GTID: the whole text, for a GTID's part before the colon
    /// is the server, which all its transactions share.
    /// </summary>
    public TransactionId JoinId
    {
        get
        {
            var id = utf8.Span;
            var colon = id.IndexOf((byte)':');
            return colon > 0 && AreDigits(id[..colon]) && AreDigits(id[(colon + 1)..])
                ? new TransactionId(utf8[..colon])
                : this;
        }
    }

    /// <inheritdoc/>
    public bool Equals(TransactionId other) => utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TransactionId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether two ids are the same text.</summary>
    public static bool operator ==(TransactionId left, TransactionId right) => left.Equals(right);

    /// <summary>Whether two ids are different texts.</summary>
    public static bool operator !=(TransactionId left, TransactionId right) => !left.Equals(right);

    /// <summary>The text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(utf8.Span);

    private ReadOnlyMemory<byte> Utf8 => utf8;

    private static bool AreDigits(ReadOnlySpan<byte> part) => !part.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
