using System.Diagnostics.Metrics;

namespace CdcReplicator.Router;

/// <summary>
/// What the relays of this process do. Names and tags are part of the public contract: docs/operating.md.
/// </summary>
internal static class RelayMetrics
{
    private static readonly Meter Meter = new(RouterMetrics.MeterName);

    private static readonly UpDownCounter<long> Clients = Meter.CreateUpDownCounter<long>(
        "cdc_replicator.relay.clients",
        "{connection}",
        "Clients connected now, those not yet relayed included."
    );

    private static readonly UpDownCounter<long> Sessions = Meter.CreateUpDownCounter<long>(
        "cdc_replicator.relay.sessions",
        "{connection}",
        "Clients relayed now, by node."
    );

    private static readonly Counter<long> Ends = Meter.CreateCounter<long>(
        "cdc_replicator.relay.ends",
        "{connection}",
        "Relayed connections that ended, by node and reason (client, node, node-lost, handed-over, stalled, stopped, "
            + "refused)."
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "cdc_replicator.relay.refusals",
        "{connection}",
        "Clients refused before they were relayed, by SQLSTATE; tls for a handshake that failed or is not served."
    );

    private static readonly Counter<long> Cancels = Meter.CreateCounter<long>(
        "cdc_replicator.relay.cancels",
        "{request}",
        "Cancel requests, by result (forwarded, unknown)."
    );

    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>(
        "cdc_replicator.relay.bytes",
        "By",
        "Bytes relayed, by direction (to-client, to-node)."
    );

    public static void ClientCame() => Clients.Add(1);

    public static void ClientWent() => Clients.Add(-1);

    public static void SessionBegan(string node) => Sessions.Add(1, Tag("node", node));

    public static void SessionEnded(string node, SessionEnd end)
    {
        Sessions.Add(-1, Tag("node", node));
        Ends.Add(1, Tag("node", node), Tag("reason", NameOf(end)));
    }

    public static void Refused(string reason) => Refusals.Add(1, Tag("reason", reason));

    public static void Cancelled(bool isKnown) => Cancels.Add(1, Tag("result", isKnown ? "forwarded" : "unknown"));

    public static void Moved(long toClients, long toNodes)
    {
        Bytes.Add(toClients, Tag("direction", "to-client"));
        Bytes.Add(toNodes, Tag("direction", "to-node"));
    }

    private static string NameOf(SessionEnd end) =>
        end switch
        {
            SessionEnd.Client => "client",
            SessionEnd.Node => "node",
            SessionEnd.NodeLost => "node-lost",
            SessionEnd.HandedOver => "handed-over",
            SessionEnd.Stalled => "stalled",
            SessionEnd.Stopped => "stopped",
            SessionEnd.Refused => "refused",
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Unknown end."),
        };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
