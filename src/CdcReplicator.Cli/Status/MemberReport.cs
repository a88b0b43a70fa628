using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>One member as <c>status</c> and <c>lag</c> show it.</summary>
internal sealed record MemberReport
{
    public required string Node { get; init; }

    public required string Kind { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>The node's state, or <c>dead</c> if its applier gives no sign of life.</summary>
    public required string State { get; init; }

    public string? Reason { get; init; }

    public required long Position { get; init; }

    /// <summary>Records behind the log's end; null if unknown.</summary>
    public long? LagRecords { get; init; }

    /// <summary>How long ago the newest applied record was appended, if anything is unapplied; null if unknown.</summary>
    public double? LagSeconds { get; init; }

    public required double AppliedPerSecond { get; init; }

    public required double HeartbeatAgeSeconds { get; init; }

    public required bool Healthy { get; init; }

    /// <summary>Since when and why an operator keeps reads away; null if nobody does.</summary>
    public string? Drained { get; init; }

    public IReadOnlyList<string> OpenTransactions { get; init; } = [];

    /// <summary>What a member shows against the log's end.</summary>
    public static MemberReport Of(MemberView member, Maintenance? maintenance, LogBounds log, long nowUnixMs)
    {
        var status = member.Status;
        var lag = member.LagRecords(log.EndOffset);
        return new MemberReport
        {
            Node = status.NodeId,
            Kind = status.Kind,
            Endpoint = status.Endpoint,
            State = member.IsAlive ? StateName(status.State) : "dead",
            Reason = member.IsAlive
                ? status.Reason
                : $"No heartbeat of its applier for {member.HeartbeatAge.TotalSeconds:0} s; start it again. It goes on where it was.",
            Position = status.LastAppliedSequence,
            LagRecords = lag == MemberView.UnknownLag ? null : lag,
            LagSeconds = LagSecondsOf(lag, status.AppliedTime, nowUnixMs),
            AppliedPerSecond = member.IsAlive ? Math.Round(status.AppliedPerSecond, 1) : 0,
            HeartbeatAgeSeconds = Math.Round(member.HeartbeatAge.TotalSeconds, 1),
            Healthy =
                member.IsAlive && status.State is not (NodeState.Failed or NodeState.Halted or NodeState.Diverged),
            Drained = maintenance is null ? null : Text(maintenance),
            OpenTransactions = status.OpenTransactions,
        };
    }

    private static string Text(Maintenance maintenance) =>
        string.Create(CultureInfo.InvariantCulture, $"since {maintenance.Since:u}")
        + (maintenance.Reason is { } reason ? $": {reason}" : "");

    private static double? LagSecondsOf(long lag, long? appliedTime, long nowUnixMs) =>
        lag switch
        {
            0 => 0,
            MemberView.UnknownLag => null,
            _ => appliedTime is { } time ? Math.Max(0, Math.Round((nowUnixMs - time) / 1000.0, 1)) : null,
        };

    private static string StateName(NodeState state) =>
        state == NodeState.CatchingUp ? "catching up" : state.ToString().ToLowerInvariant();
}
