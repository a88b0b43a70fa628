namespace CdcReplicator.Router;

/// <summary>
/// The sequence one read wants, kept true while it waits: a bound moves with the log's end, "latest" is the end when it
/// was asked for.
/// </summary>
internal sealed class ReadTarget(ReadRequirement requirement, LogEnd end)
{
    private bool _isFixed;

    /// <summary>The sequence wanted as it is known; -1 asks for nothing.</summary>
    public long Wanted { get; private set; } = requirement.Sequence;

    /// <summary>Works it out anew; false if the log does not answer, which is noted.</summary>
    public async ValueTask<bool> ResolveAsync(RouteCauses causes, CancellationToken stop)
    {
        if (_isFixed || !requirement.AsksForEnd)
        {
            return true;
        }

        try
        {
            var sequence = requirement.Level switch
            {
                ReadLevelKind.Latest => await end.AskAsync(stop).ConfigureAwait(false) - 1,
                ReadLevelKind.BoundedRecords => await end.AskAsync(stop).ConfigureAwait(false)
                    - 1
                    - requirement.MaxRecords,
                _ => await end.AskOfAgeAsync(requirement.MaxAge, stop).ConfigureAwait(false) - 1,
            };
            Wanted = Math.Max(requirement.Sequence, sequence);
            _isFixed = requirement.Level == ReadLevelKind.Latest;
            causes.Log = null;
            return true;
        }
        catch (ReplicationException cause) when (cause.IsTransient)
        {
            causes.Log = cause;
            return false;
        }
    }
}
