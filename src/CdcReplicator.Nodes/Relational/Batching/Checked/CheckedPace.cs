namespace CdcReplicator.Nodes;

/// <summary>
/// How much is decided at a time, and how carefully, by how the batches before went. Read while another batch is being
/// applied: what has just changed is seen by the next one at the latest.
/// </summary>
internal sealed class CheckedPace
{
    private const int SmallestWindow = 8;

    /// <summary>Batches that query every row after an assumption turned out wrong.</summary>
    private const int CautiousBatches = 16;

    private volatile int _window = int.MaxValue;
    private volatile int _caution;
    private volatile int _judged;
    private volatile int _unfit;

    /// <summary>
    /// Transactions looked at together: fewer while many cannot be decided, since what was read for those after is
    /// read again.
    /// </summary>
    public int Window => _window;

    /// <summary>What changes were rejected for lately.</summary>
    public Suspects Suspects { get; } = new();

    /// <summary>Whether rows may be taken for what the changes say they are.</summary>
    public bool MayAssume => _caution == 0 && _judged == 0;

    /// <summary>
    /// Whether the database is asked at once what it says of rows by their values, since it has refused some lately.
    /// </summary>
    public bool Judges => _judged > 0;

    /// <summary>
    /// Whether values are looked at before rows are taken in, since some did not fit lately. Otherwise the write finds
    /// it, which undoes the whole batch.
    /// </summary>
    public bool LooksAtValues => _unfit > 0;

    /// <summary>Some transactions were decided.</summary>
    /// <param name="accepted">How many were accepted.</param>
    /// <param name="isWhole">Whether those were all.</param>
    public void Decided(int accepted, bool isWhole)
    {
        _caution = Math.Max(0, _caution - 1);
        _judged = Math.Max(0, _judged - 1);
        _unfit = Math.Max(0, _unfit - 1);
        _window = isWhole ? Math.Max(_window, _window * 2) : Math.Max(SmallestWindow, accepted * 2);
    }

    /// <summary>Rows were not as decided.</summary>
    public void WasWrong() => _caution = CautiousBatches;

    /// <summary>A value did not fit.</summary>
    public void HasMetUnfit() => _unfit = CautiousBatches;

    /// <summary>It mattered what the database says of rows by their values.</summary>
    public void HasJudged() => _judged = CautiousBatches;

    /// <summary>So many were refused together, and nobody knows which.</summary>
    /// <returns>Whether fewer are to be tried; else they are too few.</returns>
    public bool TryFewer(int refused)
    {
        _window = Math.Max(SmallestWindow, refused / 2);
        return refused > SmallestWindow;
    }
}
