using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.EndToEndTests;

/// <summary>What PostgreSQL stores of a password: <c>SCRAM-SHA-256$ROUNDS:SALT$STORED:SERVER</c> (RFC 5803).</summary>
internal static class ScramVerifier
{
    private const int KeyBytes = 32;

    /// <summary>Whether a stored text is that of a password (of ASCII, which is what it is prepared to).</summary>
    public static bool Fits(string stored, string password)
    {
        var parts = stored.Split('$');
        var (rounds, salt) = (parts[1].Split(':')[0], parts[1].Split(':')[1]);
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            password,
            Convert.FromBase64String(salt),
            int.Parse(rounds, null),
            HashAlgorithmName.SHA256,
            KeyBytes
        );
        var client = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key"));
        return Convert.ToBase64String(SHA256.HashData(client)) == parts[2].Split(':')[0];
    }
}
