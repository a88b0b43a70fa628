namespace CdcReplicator.Router;

/// <summary>Why a login ends.</summary>
internal static class LoginRefusals
{
    /// <summary>The client sent something else than a password.</summary>
    public static Refusal NoPassword { get; } =
        new(
            SqlStates.ProtocolViolation,
            "The client answered the request to log in by something else than a password message.",
            "Use a client of PostgreSQL's protocol 3."
        );

    /// <summary>The client did not answer at once while others waited.</summary>
    public static Refusal Crowded(RoutedNode node) =>
        new(
            SqlStates.TooManyConnections,
            $"Others wait to log in to node '{node.NodeId}', and the client did not answer at once.",
            $"Connect again, or raise {nameof(RelayOptions.MaxUnauthenticated)} of the relay."
        );

    /// <summary>The client took too long.</summary>
    public static Refusal Slow(RelayOptions options) =>
        new(
            SqlStates.IdleTimeout,
            $"The client did not log in within {options.LoginTimeout.TotalSeconds:0.#} s.",
            $"Connect again, or raise {nameof(RelayOptions.LoginTimeout)} of the relay."
        );

    /// <summary>The node trusts the relay's address, and so anybody.</summary>
    public static Refusal Trusted(RoutedNode node) =>
        new(
            SqlStates.InvalidAuthorization,
            $"Node '{node.NodeId}' lets in whoever comes from the relay's address, without a password.",
            "Give the relay's address a line with scram-sha-256 in the node's pg_hba.conf (not trust, peer, ident "
                + $"or cert), or set {nameof(RelayOptions.AllowTrust)} of the relay if all its clients may log in "
                + "as anybody."
        );

    /// <summary>The node gave the login up.</summary>
    public static Refusal NodeFailed(RoutedNode node, string what) =>
        new(
            SqlStates.ConnectionFailure,
            $"Node '{node.NodeId}' {what} while the client logged in.",
            "Connect again; another node will serve."
        );
}
