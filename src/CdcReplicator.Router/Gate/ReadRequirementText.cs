namespace CdcReplicator.Router;

/// <summary>
/// Reads what clients without the SDK ask for: a level and a token as text, either of which may be missing.
/// </summary>
internal static class ReadRequirementText
{
    /// <summary>
    /// What the read requires. A token without a level asks for <c>session</c> where the standard is <c>any</c>.
    /// </summary>
    /// <param name="level">The text of a <see cref="ReadLevel"/>; null for the standard.</param>
    /// <param name="token">A session token; null for none.</param>
    /// <param name="standard">The level if the text names none.</param>
    /// <param name="log">The cluster's log.</param>
    /// <exception cref="FormatException">
    /// Level or token cannot be read, or do not fit together: nothing that was given is passed over.
    /// </exception>
    /// <exception cref="ForeignTokenException">The token belongs to another log.</exception>
    public static ReadRequirement Read(string? level, string? token, ReadLevel standard, LogId log)
    {
        ArgumentNullException.ThrowIfNull(standard);
        var session = token is null ? (SessionToken?)null : SessionToken.Parse(token);
        var asked =
            level is not null ? ReadLevel.Parse(level)
            : session is not null && standard.Kind == ReadLevelKind.Any ? ReadLevel.Session
            : standard;
        return asked.Kind switch
        {
            ReadLevelKind.Session when session is null => throw new FormatException(
                $"Level '{asked}' needs the session's token; give that too."
            ),
            ReadLevelKind.Any when session is not null => throw new FormatException(
                $"Level '{asked}' would pass over the token; leave one of them out."
            ),
            _ => ReadRequirement.For(asked, log, session),
        };
    }
}
