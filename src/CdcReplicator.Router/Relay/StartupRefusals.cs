namespace CdcReplicator.Router;

/// <summary>Why a client is refused before a node is looked for.</summary>
internal static class StartupRefusals
{
    /// <summary>TLS was begun without asking, and not for PostgreSQL.</summary>
    public static Refusal NotForPostgres { get; } =
        new(
            SqlStates.ProtocolViolation,
            "TLS without asking must say by ALPN that it is for PostgreSQL.",
            "Use sslnegotiation=postgres, or a client that does."
        );

    /// <summary>Something came between the request for TLS and its answer.</summary>
    public static Refusal UnencryptedAhead { get; } =
        new(
            SqlStates.ProtocolViolation,
            "Unencrypted data came after the request for TLS.",
            "See whether something between the client and the relay changes what is sent."
        );

    /// <summary>The client speaks no TLS, and must.</summary>
    public static Refusal TlsOnly { get; } =
        new(
            SqlStates.InvalidAuthorization,
            "The relay serves clients that speak TLS only.",
            "Connect with sslmode=require or stronger (TlsRequired of the relay)."
        );

    /// <summary>A fault of the relay's own.</summary>
    public static Refusal Failed { get; } = new(SqlStates.InternalError, "The relay failed.", "See its log.");

    /// <summary>The client did not say in time what it wants.</summary>
    public static Refusal Slow(RelayOptions options) =>
        new(
            SqlStates.IdleTimeout,
            $"The client did not say what it wants within {options.StartupTimeout.TotalSeconds:0.#} s.",
            "Connect again."
        );

    /// <summary>There are as many clients as may be.</summary>
    public static Refusal TooMany(RelayOptions options) =>
        new(
            SqlStates.TooManyConnections,
            $"The relay serves {options.MaxConnections} clients at a time, and has them.",
            "Close connections that are not used, or raise MaxConnections of the relay."
        );

    /// <summary>The first packet is of another protocol.</summary>
    public static Refusal OtherProtocol(string? problem) =>
        new(
            SqlStates.ProtocolViolation,
            $"This is no client of PostgreSQL's protocol 3: {problem}.",
            "Point PostgreSQL clients of version 7.4 or later here."
        );

    /// <summary>A setting of the relay cannot be read.</summary>
    public static Refusal OfSetting(FormatException error) =>
        new(SqlStates.InvalidParameterValue, error.Message, "See docs/operating.md for cdc.level and cdc.token.");
}
