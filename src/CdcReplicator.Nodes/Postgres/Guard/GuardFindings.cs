namespace CdcReplicator.Nodes;

/// <summary>What of a guard could not be made or taken away, and how that is said.</summary>
internal sealed class GuardFindings
{
    private const string TableChanges = "changes of tables by ALTER, DROP and CREATE INDEX";

    private readonly List<GuardedTable> _refused = [];
    private readonly List<string> _locked = [];
    private readonly List<string> _left = [];
    private bool _lacksEvents;

    /// <summary>Whether another session's lock was in the way, so that trying again helps.</summary>
    public bool WaitsForLocks { get; private set; }

    /// <summary>Whether all is as it shall be.</summary>
    public bool IsEmpty => _refused.Count == 0 && _locked.Count == 0 && _left.Count == 0 && !_lacksEvents;

    /// <summary>What became of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isPut">Whether it was to get a guard, rather than to lose it.</param>
    /// <param name="change">What became of it.</param>
    public void Add(GuardedTable table, bool isPut, GuardChange change)
    {
        WaitsForLocks |= change == GuardChange.Locked;
        switch (change)
        {
            case GuardChange.Locked when isPut:
                _locked.Add(table.Name.ToString());
                break;
            case GuardChange.Refused when isPut:
                _refused.Add(table);
                break;
            case GuardChange.Locked or GuardChange.Refused:
                _left.Add(table.Name.ToString());
                break;
        }
    }

    /// <summary>What became of the event triggers.</summary>
    public void AddEvents(NodeGuard guard, GuardChange change)
    {
        WaitsForLocks |= change == GuardChange.Locked;
        if (change == GuardChange.Done)
        {
            return;
        }

        if (guard == NodeGuard.Off)
        {
            _left.Add(TableChanges);
        }
        else if (change == GuardChange.Refused)
        {
            _lacksEvents = true;
        }
        else
        {
            _locked.Add(TableChanges);
        }
    }

    /// <summary>The sentences.</summary>
    /// <param name="role">The applier's role.</param>
    public IReadOnlyList<string> Say(string role)
    {
        var owners = string.Join(", ", _refused.Select(table => table.Owner).Distinct().Order(StringComparer.Ordinal));
        string?[] said =
        [
            GuardText.Unguarded(
                [.. _refused.Select(table => table.Name.ToString())],
                $"only their owner may put a guard on them; make the applier's role {role} a member of {owners}"
            ),
            GuardText.Unguarded(_locked, "another session holds a lock; it is tried again"),
            GuardText.Unguarded(
                _lacksEvents ? [TableChanges] : [],
                $"the applier's role {role} may not make event triggers; that takes a superuser"
            ),
            _left.Count == 0
                ? null
                : $"still guarded against its settings: {string.Join(", ", _left)}; let the owner, or a superuser, "
                    + $"drop the triggers {PostgresGuardSql.Trigger}",
        ];
        return [.. said.OfType<string>()];
    }
}
