namespace CdcReplicator.Applier;

/// <summary>What is known of one transaction's verdicts.</summary>
internal sealed class OpenVerdicts
{
    private readonly Dictionary<string, RejectionReason> _rejections = new(StringComparer.Ordinal);
    private long? _differSince;

    /// <summary>How many nodes it was judged by; 0 if it was not.</summary>
    public int JudgedBy { get; set; }

    public void Take(string nodeId, RejectionReason reason) => _rejections[nodeId] = reason;

    /// <summary>Whether nodes that have decided have not decided alike.</summary>
    public bool Differ(IReadOnlyList<string> voters)
    {
        var first = Of(voters[0]);
        for (var i = 1; i < voters.Count; i++)
        {
            if (Of(voters[i]) != first)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it can be judged now, by these for the first time.</summary>
    public bool IsRipe(IReadOnlyList<string> voters, bool awaitsLiving, long now, long patience)
    {
        _differSince ??= now;
        return voters.Count > JudgedBy && (!awaitsLiving || now - _differSince >= patience);
    }

    private RejectionReason? Of(string nodeId) => _rejections.TryGetValue(nodeId, out var reason) ? reason : null;
}
