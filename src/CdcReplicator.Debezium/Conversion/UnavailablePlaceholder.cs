using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Recognises what Debezium writes for an unchanged out-of-line value, exactly as it does for each type.
/// </summary>
internal sealed class UnavailablePlaceholder
{
    private readonly byte[] _bytes;
    private readonly byte[] _asHstoreJson;

    private UnavailablePlaceholder(byte[] bytes)
    {
        _bytes = bytes;
        Text = Encoding.UTF8.GetString(bytes);
        Base64 = Convert.ToBase64String(bytes);
        HstoreJson = $"{{\"{Text}\":\"{Text}\"}}";
        _asHstoreJson = Encoding.UTF8.GetBytes(HstoreJson);
        Uuid = NameUuid(bytes);
    }

    /// <summary>For text.</summary>
    public string Text { get; }

    /// <summary>For bytes in JSON without schema.</summary>
    public string Base64 { get; }

    /// <summary>For hstore in json mode.</summary>
    public string HstoreJson { get; }

    /// <summary>The one element of a uuid array.</summary>
    public Guid Uuid { get; }

    /// <summary>For bytes, and as numbers for integer arrays.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads the connector's setting: text, or <c>hex:</c> and digits.</summary>
    public static bool TryRead(string setting, [NotNullWhen(true)] out UnavailablePlaceholder? placeholder)
    {
        const string hex = "hex:";
        placeholder = null;
        if (!setting.StartsWith(hex, StringComparison.Ordinal))
        {
            placeholder = new UnavailablePlaceholder(Encoding.UTF8.GetBytes(setting));
            return true;
        }

        var bytes = new byte[(setting.Length - hex.Length) / 2];
        if (
            Convert.FromHexString(setting.AsSpan(hex.Length), bytes, out _, out var written)
                != System.Buffers.OperationStatus.Done
            || written == 0
        )
        {
            return false;
        }

        placeholder = new UnavailablePlaceholder(bytes);
        return true;
    }

    /// <summary>Whether text stands for an unchanged value of its type.</summary>
    public bool IsText(ReadOnlySpan<byte> utf8, SemanticType semantic) =>
        utf8.SequenceEqual(_bytes) || (semantic == SemanticType.Json && utf8.SequenceEqual(_asHstoreJson));

    /// <summary>Whether bytes stand for an unchanged value.</summary>
    public bool IsBytes(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(_bytes);

    /// <summary>Whether a map stands for an unchanged hstore.</summary>
    public bool IsMap(IReadOnlyDictionary<string, string?> map) =>
        map.Count == 1 && map.TryGetValue(Text, out var value) && value == Text;

    /// <summary>
    /// What an unchanged array of such elements looks like when decoded; null if Debezium has no form for it.
    /// </summary>
    public DataValue[]? ArrayOf(FieldType element)
    {
        var scalar = new ScalarType(element);
        switch (element.Base)
        {
            case BaseType.String:
                return [element.Semantic == SemanticType.Uuid ? DataValue.Uuid(Uuid) : scalar.OfText(_bytes)];
            case BaseType.Bytes when element.Semantic == SemanticType.None:
                return [DataValue.Bytes(_bytes)];
            case BaseType.Int32 or BaseType.Int64:
                var numbers = new DataValue[_bytes.Length];
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = scalar.OfInteger(unchecked((sbyte)_bytes[i]));
                }

                return numbers;
            default:
                return null;
        }
    }

    // Java's UUID.nameUUIDFromBytes: version 3.
    private static Guid NameUuid(byte[] bytes)
    {
        // The algorithm is the format's, not a choice: it protects nothing.
#pragma warning disable CA5351
        var hash = MD5.HashData(bytes);
#pragma warning restore CA5351
        hash[6] = (byte)((hash[6] & 0x0F) | 0x30);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
