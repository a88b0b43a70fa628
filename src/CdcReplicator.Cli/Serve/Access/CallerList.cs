using System.Security.Cryptography;

namespace CdcReplicator.Cli;

/// <summary>
/// Who may ask over HTTP, by role. Tokens are known by their SHA-256 only, so that the file gives nobody access.
/// </summary>
internal sealed class CallerList(IReadOnlyList<Caller> callers)
{
    private static readonly char[] Gaps = [' ', '\t'];

    /// <summary>Whether some are known by a client certificate.</summary>
    public bool HasCertificates => callers.Any(caller => caller.Proof == CallerProof.Certificate);

    /// <summary>
    /// Reads lines of the form <c>ROLE NAME token:SHA256</c> or <c>ROLE NAME certificate:SHA256</c>; empty ones and
    /// those that begin with # say nothing. Pure.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="problems">Takes what is wrong, by the line's number; what stands there may be a secret.</param>
    public static CallerList Parse(IEnumerable<string> lines, List<string> problems)
    {
        var callers = new List<Caller>();
        var wrong = problems.Count;
        foreach (var (index, line) in lines.Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (Read(text.Split(Gaps, StringSplitOptions.RemoveEmptyEntries)) is { } caller)
            {
                callers.Add(caller);
            }
            else
            {
                problems.Add(
                    $"Monitoring:CallersFile: line {index + 1} is not ROLE NAME token:SHA256 or ROLE NAME "
                        + "certificate:SHA256, with reader, operator or admin as its role and 64 hexadecimal digits."
                );
            }
        }

        if (callers.Count == 0 && problems.Count == wrong)
        {
            problems.Add("Monitoring:CallersFile names nobody; add a line: reader NAME token:SHA256");
        }

        return new CallerList(callers);
    }

    /// <summary>The highest role of a caller that shows a token.</summary>
    public CallerRole RoleOfToken(ReadOnlySpan<byte> token) => RoleOf(CallerProof.Token, SHA256.HashData(token));

    /// <summary>The highest role of a caller that shows a client certificate.</summary>
    /// <param name="certificate">Its DER form.</param>
    public CallerRole RoleOfCertificate(ReadOnlySpan<byte> certificate) =>
        RoleOf(CallerProof.Certificate, SHA256.HashData(certificate));

    // Every caller is compared in full, so that the time says nothing of which one was nearly met.
    private CallerRole RoleOf(CallerProof proof, byte[] digest)
    {
        var role = CallerRole.None;
        foreach (var caller in callers)
        {
            var isMet = CryptographicOperations.FixedTimeEquals(caller.Digest, digest) & (caller.Proof == proof);
            role = isMet && caller.Role > role ? caller.Role : role;
        }

        return role;
    }

    private static Caller? Read(string[] words)
    {
        if (words is not [var role, _, var shown] || shown.Split(':', 2) is not [var kind, var hex])
        {
            return null;
        }

        CallerRole? known = role switch
        {
            "reader" => CallerRole.Reader,
            "operator" => CallerRole.Operator,
            "admin" => CallerRole.Admin,
            _ => null,
        };
        CallerProof? proof = kind switch
        {
            "token" => CallerProof.Token,
            "certificate" => CallerProof.Certificate,
            _ => null,
        };
        return known is { } one && proof is { } by && hex.Length == 64 && hex.All(char.IsAsciiHexDigit)
            ? new Caller(one, by, Convert.FromHexString(hex))
            : null;
    }
}
