namespace CdcReplicator.Router;

/// <summary>
/// Settings of a <see cref="PostgresRelay"/>. Validated when it starts; every error is reported at once.
/// </summary>
internal sealed record RelayOptions
{
    /// <summary>Default of <see cref="Listen"/>.</summary>
    public const string DefaultListen = "127.0.0.1:6432";

    /// <summary>Default of <see cref="MaxConnections"/>.</summary>
    public const int DefaultMaxConnections = 5000;

    /// <summary>Default of <see cref="StartupTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartupTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="ConnectTimeout"/>.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Default of <see cref="MaxUnauthenticated"/>.</summary>
    public const int DefaultMaxUnauthenticated = 20;

    /// <summary>Default of <see cref="LoginTimeout"/>.</summary>
    public static readonly TimeSpan DefaultLoginTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="StallTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Default of <see cref="KeepAlive"/>.</summary>
    public static readonly TimeSpan DefaultKeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Default of <see cref="HandOverGrace"/>.</summary>
    public static readonly TimeSpan DefaultHandOverGrace = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="DrainTimeout"/>.</summary>
    public static readonly TimeSpan DefaultDrainTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Address and port to listen on; port 0 takes a free one. Default 127.0.0.1:6432.</summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>
    /// The level of connections that name none, as <see cref="ReadLevel"/> parses it. Default <c>any</c>.
    /// </summary>
    public string Level { get; init; } = ReadLevel.Any.ToString();

    /// <summary>
    /// Clients at the same time; more are refused with SQLSTATE 53300. Each takes two files of the process. Default
    /// 5000.
    /// </summary>
    public int MaxConnections { get; init; } = DefaultMaxConnections;

    /// <summary>How long a client may take to say what it wants. Default 10 s.</summary>
    public TimeSpan StartupTimeout { get; init; } = DefaultStartupTimeout;

    /// <summary>
    /// How long a node may take to accept a connection and answer its first packet before the next candidate is tried.
    /// Default 3 s.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>
    /// Clients of one node at the same time that have not logged in yet: each takes a connection of the node. More wait
    /// for their turn, and are refused with SQLSTATE 53300 if none comes in time. Default 20.
    /// </summary>
    public int MaxUnauthenticated { get; init; } = DefaultMaxUnauthenticated;

    /// <summary>
    /// How long a client may take to log in. It waits half as long for its turn; while others wait, it has a third for
    /// each of its answers. Default 10 s.
    /// </summary>
    public TimeSpan LoginTimeout { get; init; } = DefaultLoginTimeout;

    /// <summary>
    /// Whether clients are relayed to a node that lets them in without a password (<c>trust</c> and its like in
    /// pg_hba.conf). The node sees the relay's address, so that line holds for everybody that reaches the relay.
    /// Default no.
    /// </summary>
    public bool AllowTrust { get; init; }

    /// <summary>
    /// How long a side may leave its waiting bytes untaken. Then its connection is closed. Default 5 min.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = DefaultStallTimeout;

    /// <summary>
    /// Silence after which TCP asks the other side whether it is still there; three unanswered questions, 5 s apart,
    /// end the connection. 1 s to 32,767 s. Default 30 s.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = DefaultKeepAlive;

    /// <summary>
    /// How long a connection stays with a node that has left the read set and has not returned. Then it is closed with
    /// SQLSTATE 57P01 as soon as it is outside of a transaction, after as long again in any case. Default 10 s.
    /// </summary>
    public TimeSpan HandOverGrace { get; init; } = DefaultHandOverGrace;

    /// <summary>
    /// How long transactions may still take when the relay stops; connections outside of one are closed at once.
    /// Default 10 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = DefaultDrainTimeout;

    /// <summary>
    /// PEM file with the certificate that clients see, then those between it and its authority. With it clients may
    /// speak TLS. Read again when it changes. Default null: no TLS.
    /// </summary>
    public string? TlsCertificate { get; init; }

    /// <summary>
    /// PEM file with the certificate's key, not encrypted; only its owner and group may read it. Default null.
    /// </summary>
    public string? TlsKey { get; init; }

    /// <summary>
    /// Whether clients must speak TLS; others are refused with SQLSTATE 28000. Default no.
    /// </summary>
    public bool TlsRequired { get; init; }

    /// <summary>
    /// PEM file with the authorities of which a client that speaks TLS must have a certificate. Default null: none is
    /// asked for.
    /// </summary>
    public string? TlsClientCa { get; init; }

    /// <summary>Every error of these settings; empty if they are valid.</summary>
    public IReadOnlyList<string> Validate() => RelayOptionErrors.Of(this);
}
