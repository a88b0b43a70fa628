using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>How fresh a read must be, as a caller asks for it.</summary>
public sealed record ReadLevel
{
    private ReadLevel(ReadLevelKind kind, SessionToken? token = null)
    {
        Kind = kind;
        Token = token;
    }

    /// <summary>Any serving node, however far behind.</summary>
    public static ReadLevel Any { get; } = new(ReadLevelKind.Any);

    /// <summary>Read your own writes, and never go backwards; for connections of a session.</summary>
    public static ReadLevel Session { get; } = new(ReadLevelKind.Session);

    /// <summary>Which rule.</summary>
    public ReadLevelKind Kind { get; }

    /// <summary>The token of <see cref="AtLeast"/>.</summary>
    public SessionToken? Token { get; }

    /// <summary>A node that has applied everything up to a token.</summary>
    public static ReadLevel AtLeast(SessionToken token) => new(ReadLevelKind.AtLeast, token);

    /// <summary><c>any</c>, <c>session</c> or <c>at least TOKEN</c>.</summary>
    public override string ToString() =>
        Kind switch
        {
            ReadLevelKind.Any => "any",
            ReadLevelKind.Session => "session",
            _ => $"at least {Token}",
        };
}
