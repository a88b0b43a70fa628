namespace CdcReplicator.Router;

/// <summary>
/// What a node must offer to serve one read: a <see cref="ReadLevel"/> checked against the log's identity and the
/// session.
/// </summary>
/// <param name="Sequence">The sequence it must have applied whatever else; -1 asks for nothing.</param>
/// <param name="Level">The level; what it asks relative to the log's end is worked out when the read is routed.</param>
internal readonly record struct ReadRequirement(long Sequence, ReadLevelKind Level = ReadLevelKind.Any)
{
    /// <summary>Asks for nothing but a serving node.</summary>
    public static ReadRequirement None => new(-1);

    /// <summary>
    /// For <see cref="ReadLevelKind.BoundedRecords"/>: how many records behind the log's end are allowed.
    /// </summary>
    public long MaxRecords { get; init; }

    /// <summary>For <see cref="ReadLevelKind.BoundedAge"/>: how old what is missing may be.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>
    /// A node to stay with while it qualifies and costs at most twice what the policy's choice does; null for none.
    /// </summary>
    public string? PreferredNode { get; init; }

    /// <summary>
    /// The kind the node must be of (<c>postgres</c>), for whoever speaks one protocol only; null for any.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>Whether the log's end has to be known.</summary>
    public bool AsksForEnd => Level is ReadLevelKind.BoundedRecords or ReadLevelKind.BoundedAge or ReadLevelKind.Latest;

    /// <summary>Whether a position is asked for, fixed or relative to the log's end.</summary>
    public bool AsksForPosition => Sequence >= 0 || AsksForEnd;

    /// <summary>Checks a level.</summary>
    /// <param name="level">What the caller asks.</param>
    /// <param name="log">The cluster's log.</param>
    /// <param name="session">
    /// The session's token, or null outside of a session. Every level but <see cref="ReadLevel.Any"/> keeps to it.
    /// </param>
    /// <exception cref="ForeignTokenException">A token belongs to another log.</exception>
    /// <exception cref="ArgumentException"><see cref="ReadLevel.Session"/> outside of a session.</exception>
    public static ReadRequirement For(ReadLevel level, LogId log, SessionToken? session)
    {
        ArgumentNullException.ThrowIfNull(level);
        if (level.Kind == ReadLevelKind.Session && session is null)
        {
            throw new ArgumentException(
                "Level 'session' needs a session: open one with CreateSession(), or give its token.",
                nameof(level)
            );
        }

        var given = SequenceOf(level.Token, log);
        var own = SequenceOf(session, log);
        return new ReadRequirement(level.Kind == ReadLevelKind.Any ? -1 : Math.Max(given, own), level.Kind)
        {
            MaxRecords = level.MaxRecords,
            MaxAge = level.MaxAge,
        };
    }

    private static long SequenceOf(SessionToken? token, LogId log) =>
        token is not { } wanted ? -1
        : wanted.Log == log ? wanted.Sequence
        : throw new ForeignTokenException(wanted, log);
}
