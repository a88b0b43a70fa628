using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Router;

/// <summary>PostgreSQL's ErrorResponse, severity FATAL: the last message of a connection.</summary>
internal static class ErrorMessage
{
    public const byte Type = (byte)'E';

    private const int HeaderLength = 5;
    private const char SqlState = 'C';
    private const char Text = 'M';

    /// <summary>The message.</summary>
    /// <param name="sqlState">Its code.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do; the message's hint.</param>
    public static byte[] Fatal(string sqlState, string problem, string remedy)
    {
        // 'V' is the severity that is never translated.
        var body = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{sqlState}\0M{Clean(problem)}\0H{Clean(remedy)}\0\0");
        var message = new byte[1 + sizeof(int) + body.Length];
        message[0] = Type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), sizeof(int) + body.Length);
        body.CopyTo(message, HeaderLength);
        return message;
    }

    /// <summary>Code and text of a server's message; an unreadable one counts as an internal error.</summary>
    public static (string SqlState, string Text) Read(ReadOnlySpan<byte> message)
    {
        var (state, text) = (SqlStates.InternalError, "");
        foreach (var field in Encoding.UTF8.GetString(message[HeaderLength..]).Split('\0'))
        {
            if (field.Length > 0 && field[0] == SqlState && field.Length == SqlStates.InternalError.Length + 1)
            {
                state = field[1..];
            }
            else if (field.Length > 0 && field[0] == Text)
            {
                text = field[1..];
            }
        }

        return (state, text);
    }

    // A zero byte would end the field early.
    private static string Clean(string text) => text.Replace('\0', ' ');
}
