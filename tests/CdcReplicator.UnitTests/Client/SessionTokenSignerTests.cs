using Xunit;

namespace CdcReplicator.UnitTests.Client;

public sealed class SessionTokenSignerTests
{
    private static readonly SessionToken Token = new(LogId.New(), 4711);

    [Fact]
    public void Verify_OwnSignature_GivesTheToken() => Assert.Equal(Token, Signer(1).Verify(Signer(1).Sign(Token)));

    [Fact]
    public void Verify_OlderKey_IsStillAccepted() => Assert.Equal(Token, Signer(2, 1).Verify(Signer(1).Sign(Token)));

    [Fact]
    public void Sign_SeveralKeys_TakesTheFirst() => Assert.Equal(Signer(2).Sign(Token), Signer(2, 1).Sign(Token));

    [Fact]
    public void Verify_ForeignKey_Refuses() =>
        Assert.Throws<InvalidSessionTokenException>(() => Signer(1).Verify(Signer(2).Sign(Token)));

    [Fact]
    public void Verify_AnyCharacterChanged_Refuses()
    {
        var signed = Signer(1).Sign(Token);
        // The last character of base64 has bits that stand for nothing.
        for (var i = 0; i < signed.Length - 1; i++)
        {
            var changed = signed.ToCharArray();
            changed[i] = changed[i] == '1' ? '2' : '1';

            Assert.Throws<InvalidSessionTokenException>(() => Signer(1).Verify(new string(changed)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("no token")]
    [InlineData("no token.AAAA")]
    public void Verify_NoSignedToken_Refuses(string text) =>
        Assert.Throws<InvalidSessionTokenException>(() => Signer(1).Verify(text));

    [Fact]
    public void Verify_UnsignedToken_Refuses() =>
        Assert.Throws<InvalidSessionTokenException>(() => Signer(1).Verify(Token.ToString()));

    [Fact]
    public void Verify_SignatureCutShort_Refuses()
    {
        var signed = Signer(1).Sign(Token);

        Assert.Throws<InvalidSessionTokenException>(() => Signer(1).Verify(signed[..(signed.IndexOf('.') + 1)]));
    }

    [Fact]
    public void Parse_NoToken_Refuses() =>
        Assert.Throws<InvalidSessionTokenException>(() => SessionTokenSigner.Parse("yesterday"));

    [Fact]
    public void New_ShortKey_RefusesWithoutShowingIt()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new SessionTokenSigner([Key(1), System.Text.Encoding.ASCII.GetBytes("secret")])
        );

        Assert.Contains("Key 2 has 6 bytes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_NoKey_Refuses() => Assert.Throws<ArgumentException>(() => new SessionTokenSigner([]));

    private static SessionTokenSigner Signer(params byte[] keys) => new(keys.Select(Key));

    private static byte[] Key(byte seed) => [.. Enumerable.Repeat(seed, SessionTokenSigner.MinimumKeyBytes)];
}
