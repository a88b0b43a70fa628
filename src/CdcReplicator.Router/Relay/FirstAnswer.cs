using System.Buffers.Binary;

namespace CdcReplicator.Router;

/// <summary>What a node's first answer says of the node. What it says of the client is the client's to read.</summary>
internal static class FirstAnswer
{
    private const int HeaderLength = 5;
    private const int LongestError = 16 * 1024;

    /// <summary>Whether enough of it has come to judge the node: of an error all, of others the header.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> answer) =>
        answer.Length >= HeaderLength && answer.Length >= LengthOfError(answer);

    /// <summary>Why the node cannot serve now; null if it does not say so.</summary>
    public static NodeCannotServeException? RefusalOf(RoutedNode node, ReadOnlySpan<byte> whole)
    {
        var length = LengthOfError(whole);
        if (length == 0)
        {
            return null;
        }

        var (state, text) = ErrorMessage.Read(whole[..length]);
        return SqlStates.SpeaksOfTheNode(state)
            ? new NodeCannotServeException(
                node.NodeId,
                $"{node.Endpoint} refuses sessions with SQLSTATE {state}: {text}.",
                "Wait until it serves again, or give it more room."
            )
            : null;
    }

    // 0 for what is no error.
    private static int LengthOfError(ReadOnlySpan<byte> answer)
    {
        var length = 1 + BinaryPrimitives.ReadInt32BigEndian(answer[1..]);
        return answer[0] == ErrorMessage.Type && length is > HeaderLength and <= LongestError ? length : 0;
    }
}
