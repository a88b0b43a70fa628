namespace CdcReplicator.Router;

/// <summary>One packet of a client that has no session yet.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes it takes of what was read; 0 if it is not complete.</param>
internal readonly record struct StartupPacket(StartupKind Kind, int Length)
{
    /// <summary>Of <see cref="StartupKind.Session"/>: user, database, options.</summary>
    public SessionRequest? Session { get; init; }

    /// <summary>Of <see cref="StartupKind.Malformed"/>: what is wrong with it.</summary>
    public string? Problem { get; init; }
}
