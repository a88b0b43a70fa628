using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Router;

/// <summary>
/// The packet that begins a session: protocol and parameters in the order given. Values are kept byte for byte: their
/// encoding is the client's.
/// </summary>
internal sealed record SessionRequest(int Protocol, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public const string Options = "options";
    public const string ApplicationName = "application_name";

    // Latin-1 maps every byte to one character and back.
    private static readonly Encoding Bytes = Encoding.Latin1;

    /// <summary>The value of a parameter; null if it is not given. The last one counts, as in PostgreSQL.</summary>
    public string? this[string name] => Parameters.LastOrDefault(parameter => parameter.Key == name).Value;

    /// <summary>Reads the parameters after the protocol's number; null if they are no parameters.</summary>
    public static SessionRequest? TryRead(ReadOnlySpan<byte> body, int protocol)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        while (TryReadText(ref body, out var name))
        {
            if (name.Length == 0)
            {
                return body.IsEmpty ? new SessionRequest(protocol, parameters) : null;
            }

            if (!TryReadText(ref body, out var value))
            {
                return null;
            }

            parameters.Add(new(name, value));
        }

        return null;
    }

    /// <summary>The same with a parameter set to a value, or left out if that is null.</summary>
    public SessionRequest With(string name, string? value)
    {
        var others = Parameters.Where(parameter => parameter.Key != name);
        return this with { Parameters = value is null ? [.. others] : [.. others, new(name, value)] };
    }

    /// <summary>The packet.</summary>
    public byte[] Write()
    {
        var length =
            StartupReader.HeaderLength
            + Parameters.Sum(parameter => parameter.Key.Length + parameter.Value.Length + 2)
            + 1;
        var packet = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(packet, length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), Protocol);
        var place = StartupReader.HeaderLength;
        foreach (var (name, value) in Parameters)
        {
            place += Bytes.GetBytes(name, packet.AsSpan(place)) + 1;
            place += Bytes.GetBytes(value, packet.AsSpan(place)) + 1;
        }

        return packet;
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> bytes, out string text)
    {
        var end = bytes.IndexOf((byte)0);
        text = end < 0 ? "" : Bytes.GetString(bytes[..end]);
        bytes = end < 0 ? default : bytes[(end + 1)..];
        return end >= 0;
    }
}
