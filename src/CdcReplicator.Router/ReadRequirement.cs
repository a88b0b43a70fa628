using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>What a node must offer to serve one read: a <see cref="ReadLevel"/> resolved against the log and the session.</summary>
/// <param name="Sequence">The sequence it must have applied; -1 asks for nothing.</param>
public readonly record struct ReadRequirement(long Sequence)
{
    /// <summary>Asks for nothing but a serving node.</summary>
    public static ReadRequirement None => new(-1);

    /// <summary>Whether a position is asked for.</summary>
    public bool AsksForPosition => Sequence >= 0;

    /// <summary>Resolves a level.</summary>
    /// <param name="level">What the caller asks.</param>
    /// <param name="log">The cluster's log.</param>
    /// <param name="session">The session's token, or null outside of a session.</param>
    /// <exception cref="ForeignTokenException">A token belongs to another log.</exception>
    /// <exception cref="ArgumentException"><see cref="ReadLevel.Session"/> outside of a session.</exception>
    public static ReadRequirement For(ReadLevel level, LogId log, SessionToken? session)
    {
        ArgumentNullException.ThrowIfNull(level);
        var token = level.Kind switch
        {
            ReadLevelKind.Any => (SessionToken?)null,
            ReadLevelKind.Session => session
                ?? throw new ArgumentException(
                    "Level 'session' needs a session: open one with CreateSession().",
                    nameof(level)
                ),
            _ => level.Token,
        };
        return token is not { } wanted ? None
            : wanted.Log == log ? new ReadRequirement(wanted.Sequence)
            : throw new ForeignTokenException(wanted, log);
    }
}
