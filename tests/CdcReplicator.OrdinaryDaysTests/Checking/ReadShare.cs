namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// How much of the time reads were answered. Time is counted in looks: between two looks at which a node said active, a
/// read should have been answered.
/// </summary>
internal sealed class ReadShare
{
    /// <summary>Fewer intervals say nothing.</summary>
    private const int LeastIntervals = 20;

    /// <summary>One of so many intervals is a fair share: nodes are behind, and cut off.</summary>
    private const int FairShare = 4;

    private bool _isWritten;
    private bool _wasActive;
    private bool _isAnswered;
    private int _intervals;
    private int _answered;

    public void Add(DayEvent happened)
    {
        switch (happened)
        {
            case DayEvent.Acknowledged:
                // Before the first, there is nothing to read.
                _isWritten = true;
                break;
            case DayEvent.Read:
                _isAnswered = true;
                break;
            case DayEvent.Looked looked:
                if (_isWritten && _wasActive && looked.IsAnyActive)
                {
                    _intervals++;
                    _answered += _isAnswered ? 1 : 0;
                }

                (_wasActive, _isAnswered) = (looked.IsAnyActive, false);
                break;
        }
    }

    public Violation? Find() =>
        _intervals >= LeastIntervals && _answered * FairShare < _intervals
            ? new Violation(
                DayRule.ReadsAreAnswered,
                $"of {_intervals} intervals in which a node was active, reads were answered in {_answered}"
            )
            : null;
}
