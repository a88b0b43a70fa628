using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A network that can be cut.</summary>
internal sealed class Link
{
    private volatile bool _isCut;

    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    /// <summary>The log cannot be reached through it while it is cut.</summary>
    public void ThrowIfLogIsCutOff()
    {
        if (IsCut)
        {
            throw new LogUnavailableException("The log does not answer.", "Wait.");
        }
    }

    /// <summary>A node cannot be reached through it while it is cut.</summary>
    public void ThrowIfNodeIsCutOff()
    {
        if (IsCut)
        {
            throw new NodeFaultException("The node does not answer.", "Wait.", isTransient: true, code: null);
        }
    }
}
