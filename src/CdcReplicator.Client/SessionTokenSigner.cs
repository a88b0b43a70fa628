using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator;

/// <summary>
/// Signs session tokens that pass through hands which must not change them, such as a browser's: a token far ahead of
/// the log would keep its holder's reads waiting, and one far behind would show old data. The text is
/// <c>token.signature</c>; the signature is HMAC-SHA-256 (RFC 2104) over the token's text, in base64url. Safe for
/// concurrent use.
/// </summary>
public sealed class SessionTokenSigner
{
    /// <summary>The fewest bytes a key may have: as many as the hash.</summary>
    public const int MinimumKeyBytes = HMACSHA256.HashSizeInBytes;

    private const char Separator = '.';

    private readonly byte[][] _keys;

    /// <summary>A signer with its keys.</summary>
    /// <param name="keys">
    /// The first signs, all are accepted: to change keys, put the new one in front and drop the old one when its tokens
    /// are of no use any more.
    /// </param>
    /// <exception cref="ArgumentException">There is no key, or one is too short; its bytes are not shown.</exception>
    public SessionTokenSigner(IEnumerable<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = [.. keys.Select(key => (byte[])key.Clone())];
        if (_keys.Length == 0)
        {
            throw new ArgumentException("A signer needs a key.", nameof(keys));
        }

        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i].Length < MinimumKeyBytes)
            {
                throw new ArgumentException(
                    $"Key {i + 1} has {_keys[i].Length} bytes; it must have {MinimumKeyBytes} at least. Make one with "
                        + $"'openssl rand -base64 {MinimumKeyBytes}'.",
                    nameof(keys)
                );
            }
        }
    }

    /// <summary>The token with its signature.</summary>
    public string Sign(SessionToken token)
    {
        var text = token.ToString();
        return $"{text}{Separator}{Base64Url.EncodeToString(Hash(_keys[0], text))}";
    }

    /// <summary>The token of a signed text.</summary>
    /// <exception cref="InvalidSessionTokenException">
    /// It has no signature, none of one of the keys, or is no token.
    /// </exception>
    public SessionToken Verify(string signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        var separator = signed.LastIndexOf(Separator);
        if (separator < 0)
        {
            throw new InvalidSessionTokenException("it has no signature");
        }

        var text = signed[..separator];
        var signature = signed.AsSpan(separator + 1);
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isWhole =
            Base64Url.IsValid(signature, out var length)
            && length == given.Length
            && Base64Url.DecodeFromChars(signature, given) == given.Length;
        var isOurs = false;
        foreach (var key in _keys)
        {
            // In constant time, and all keys: how long it takes tells nothing.
            isOurs |= CryptographicOperations.FixedTimeEquals(Hash(key, text), given);
        }

        return isWhole && isOurs ? Parse(text) : throw new InvalidSessionTokenException("its signature is not ours");
    }

    /// <summary>The token of an unsigned text.</summary>
    /// <exception cref="InvalidSessionTokenException">It is no token.</exception>
    public static SessionToken Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SessionToken.TryParse(text, out var token)
            ? token
            : throw new InvalidSessionTokenException("it is not of the form '<log id>:<sequence>'");
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
