using System.Globalization;

namespace CdcReplicator.Cluster;

/// <summary>What has become of a schema change on a node. Pure.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Fate">What has become of it.</param>
/// <param name="Reason">What the node says, if it says something.</param>
internal sealed record SchemaChangeOutcome(string NodeId, SchemaChangeFate Fate, string? Reason)
{
    /// <summary>Whether nothing more is to be waited for.</summary>
    public bool IsSettled => Fate is not (SchemaChangeFate.Waiting or SchemaChangeFate.Away);

    /// <summary>What a member's heartbeat says of a change.</summary>
    /// <param name="member">The member.</param>
    /// <param name="sequence">Where the change stands.</param>
    public static SchemaChangeOutcome Of(MemberView member, long sequence)
    {
        ArgumentNullException.ThrowIfNull(member);
        var status = member.Status;
        var fate =
            status.SchemaSequence == sequence ? SchemaChangeFate.Done
            : status.SchemaSequence > sequence ? SchemaChangeFate.Past
            : !member.IsAlive && status.LastAppliedSequence < sequence ? SchemaChangeFate.Away
            // It is opened again, and tells its schema after its tables.
            : status.SchemaVersion is null ? SchemaChangeFate.Waiting
            : status.LastAppliedSequence >= sequence ? SchemaChangeFate.PassedOver
            : status.State == NodeState.Halted ? SchemaChangeFate.Halted
            : SchemaChangeFate.Waiting;
        return new SchemaChangeOutcome(
            status.NodeId,
            fate,
            fate is SchemaChangeFate.Halted or SchemaChangeFate.Waiting ? status.Reason : null
        );
    }

    /// <summary>A line for people.</summary>
    /// <param name="sequence">Where the change stands.</param>
    public string Text(long sequence)
    {
        var what = Fate switch
        {
            SchemaChangeFate.Done => "done at sequence {0}",
            SchemaChangeFate.PassedOver =>
                "passed over at sequence {0}: another change came first, or it was skipped; its tables are as before",
            SchemaChangeFate.Past => "past sequence {0}, and a later change has been made",
            SchemaChangeFate.Halted => "HALTED",
            SchemaChangeFate.Away => "its applier does not live; it makes the change when it comes to sequence {0}",
            _ => "not yet at sequence {0}",
        };
        var line = $"{NodeId}: {string.Format(CultureInfo.InvariantCulture, what, sequence)}";
        return Reason is null ? line : $"{line}: {Reason}";
    }
}
