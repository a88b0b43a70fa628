using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A network that can be cut.</summary>
internal sealed class Link : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _cut = new();
    private volatile bool _losesAnswers;

    public bool IsCut
    {
        get => Cut.IsCancellationRequested;
        set
        {
            lock (_gate)
            {
                if (value)
                {
                    _cut.Cancel();
                }
                else if (_cut.IsCancellationRequested)
                {
                    _cut.Dispose();
                    _cut = new CancellationTokenSource();
                }
            }
        }
    }

    /// <summary>Whether what is sent arrives, and answers do not.</summary>
    public bool LosesAnswers
    {
        get => _losesAnswers;
        set => _losesAnswers = value;
    }

    /// <summary>Cancelled when it is cut; another one afterwards.</summary>
    public CancellationToken Cut
    {
        get
        {
            lock (_gate)
            {
                return _cut.Token;
            }
        }
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

    public void Dispose() => _cut.Dispose();
}
