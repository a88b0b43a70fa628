namespace CdcReplicator.LocalServers;

/// <summary>How a throwaway PostgreSQL server is set up.</summary>
internal sealed record PostgresServerOptions
{
    /// <summary>Default of <see cref="MaxConnections"/>.</summary>
    public const int DefaultMaxConnections = 100;

    /// <summary>Default of <see cref="StartTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The server's folder, made if missing; null takes a new one below the temporary folder, deleted on disposal.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Whether commits are forced to disk. Off by default: faster, and a killed server process loses nothing by it; a
    /// killed machine would.
    /// </summary>
    public bool Fsync { get; init; }

    /// <summary>How many connections it takes. Default 100.</summary>
    public int MaxConnections { get; init; } = DefaultMaxConnections;

    /// <summary>Further settings, name and value as in <c>postgresql.conf</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The server's certificate, whose files are copied; with it, the server takes connections by TLS alone. Null, the
    /// default: none.
    /// </summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>How long it may take until it answers. Default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = DefaultStartTimeout;
}
