using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.Debezium;

/// <summary>
/// Parsed <c>schema</c> parts by their bytes: every record repeats its schema, so that most of a record is looked up
/// and not parsed.
/// </summary>
internal sealed class JsonSchemaCache(UnavailablePlaceholder placeholder)
{
    // Bounds memory against records with ever new schemas; what is beyond is parsed each time.
    private const long MaxSchemaBytes = 64L << 20;
    private long _bytes;
    private readonly ConcurrentDictionary<byte[], JsonRecordSchema?> _schemas = new(new ByContent());

    /// <summary>The schema of these bytes; null if it is JSON's null.</summary>
    public JsonRecordSchema? Get(ReadOnlySpan<byte> json)
    {
        if (_schemas.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(json, out var known))
        {
            return known;
        }

        var schema = JsonSchemaParser.Parse(json) is { } root ? new JsonRecordSchema(root, placeholder) : null;
        if (Interlocked.Read(ref _bytes) + json.Length <= MaxSchemaBytes)
        {
            Interlocked.Add(ref _bytes, json.Length);
            _schemas[json.ToArray()] = schema;
        }

        return schema;
    }

    private sealed class ByContent : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
