using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>The cluster's members, with news.</summary>
internal interface IRouterMembers
{
    /// <summary>The members now.</summary>
    IReadOnlyList<MemberView> Current { get; }

    /// <summary>
    /// Completes when members change next. Take it before looking at <see cref="Current"/>, so that no change is
    /// missed.
    /// </summary>
    Task NextChange { get; }

    /// <summary>Why members cannot be followed at the moment; null while they are.</summary>
    ReplicationException? Fault => null;

    /// <summary>Members that are hidden because this version cannot read their entries.</summary>
    IReadOnlyList<UnreadableEntry> Hidden => [];
}
