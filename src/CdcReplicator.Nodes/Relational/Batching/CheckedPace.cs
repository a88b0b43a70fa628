namespace CdcReplicator.Nodes;

/// <summary>
/// How much is decided at a time, and how carefully, by how the batches before went. Read while another batch is being
/// applied: what has just changed is seen by the next one at the latest.
/// </summary>
internal sealed class CheckedPace
{
    private const int SmallestWindow = 8;

    /// <summary>After rows were not as assumed, so many batches ask for each.</summary>
    private const int CautiousBatches = 16;

    private volatile int _window = int.MaxValue;
    private volatile int _caution;

    /// <summary>
    /// Transactions looked at together: fewer while many cannot be decided, since what was read for those behind is
    /// read again.
    /// </summary>
    public int Window => _window;

    /// <summary>Whether rows may be taken for what the changes say they are.</summary>
    public bool MayAssume => _caution == 0;

    /// <summary>Some transactions were decided.</summary>
    /// <param name="accepted">How many were accepted.</param>
    /// <param name="isWhole">Whether those were all.</param>
    public void Decided(int accepted, bool isWhole)
    {
        _caution = Math.Max(0, _caution - 1);
        _window = isWhole ? Math.Max(_window, _window * 2) : Math.Max(SmallestWindow, accepted * 2);
    }

    /// <summary>Rows were not as decided.</summary>
    public void WasWrong() => _caution = CautiousBatches;
}
