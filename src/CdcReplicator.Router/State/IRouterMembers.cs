namespace CdcReplicator.Router;

/// <summary>The cluster's members, with news.</summary>
public interface IRouterMembers
{
    /// <summary>The members now.</summary>
    IReadOnlyList<RouterMember> Current { get; }

    /// <summary>Completes when members change next. Take it before looking at <see cref="Current"/>, so that no change is missed.</summary>
    Task NextChange { get; }
}
