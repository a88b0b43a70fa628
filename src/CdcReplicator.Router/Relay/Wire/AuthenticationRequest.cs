using System.Buffers.Binary;

namespace CdcReplicator.Router;

/// <summary>What a server wants of a client that logs in: messages of type R.</summary>
internal static class AuthenticationRequest
{
    public const byte Type = (byte)'R';

    /// <summary>The client's answer to each of them.</summary>
    public const byte AnswerType = (byte)'p';

    /// <summary>The client is in.</summary>
    public const int Ok = 0;

    /// <summary>A list of SASL mechanisms, of which the client chooses one.</summary>
    public const int Sasl = 10;

    private const int SaslFinal = 12;
    private const int CodePlace = 5;
    private const int Length = CodePlace + sizeof(int);

    /// <summary>The code of a message; null if it is another message.</summary>
    public static int? CodeOf(ReadOnlySpan<byte> message) =>
        message.Length >= Length && message[0] == Type
            ? BinaryPrimitives.ReadInt32BigEndian(message[CodePlace..])
            : null;

    /// <summary>Whether the client has to answer it.</summary>
    public static bool IsAnswered(int code) => code is not (Ok or SaslFinal);
}
