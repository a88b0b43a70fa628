using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class SaslLegsTests
{
    private const string Plus = "SCRAM-SHA-256-PLUS";
    private const string Plain = "SCRAM-SHA-256";

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    public void Offer_MechanismsOfANode_BindingIsLeftOutOnlyForClientsInTheClear(
        bool isClientEncrypted,
        bool isNodeEncrypted,
        bool isWhole
    )
    {
        var legs = new SaslLegs(isClientEncrypted, isNodeEncrypted, IsSameCertificate: false);
        var expected = isWhole ? Message('R', "\0\0\0\n", Plus, Plain, "") : Message('R', "\0\0\0\n", Plain, "");

        Assert.Equal(expected, legs.Offer(Message('R', "\0\0\0\n", Plus, Plain, "")));
    }

    [Theory]
    // No TLS to the node: it cannot bind, and believes whoever says so.
    [InlineData(true, false, false, Plain, 'y', false)]
    [InlineData(false, false, false, Plain, 'y', false)]
    // The same certificate: as without a relay.
    [InlineData(true, true, true, Plus, 'p', false)]
    // Another one: only clients that do not want to bind.
    [InlineData(true, true, false, Plus, 'p', true)]
    [InlineData(true, true, false, Plain, 'n', false)]
    [InlineData(false, true, false, Plain, 'n', false)]
    [InlineData(false, true, false, Plain, 'y', true)]
    public void Refusal_ChoiceOfAClient_IsWhatTheNodeWouldTakeForAnAttack(
        bool isClientEncrypted,
        bool isNodeEncrypted,
        bool isSame,
        string mechanism,
        char flag,
        bool isRefused
    )
    {
        var legs = new SaslLegs(isClientEncrypted, isNodeEncrypted, isSame);

        var refusal = legs.Refusal(Message('p', "", mechanism, $"\0\0\0\u0008{flag},,n=,r=x"));

        Assert.Equal(isRefused, refusal is not null);
        Assert.True(
            refusal is null || refusal.Value.Remedy.Contains("channel_binding=disable", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Refusal_NotAnAnswer_IsLeftToTheNode() =>
        Assert.Null(new SaslLegs(true, true, false).Refusal("p\0\0\0\u0006ab"u8));

    private static byte[] Message(char type, string head, params string[] texts)
    {
        var body = Encoding.Latin1.GetBytes(head + string.Join('\0', texts) + (type == 'R' ? "\0" : ""));
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 1);
        body.CopyTo(message, 5);
        return message;
    }
}
