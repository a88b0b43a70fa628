namespace CdcReplicator.Client;

/// <summary>Gives out a publisher's numbers. Safe for concurrent use.</summary>
internal interface IPublisherNumbers
{
    /// <summary>A number that nobody else gets.</summary>
    ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes back a number that is certainly not in the log, to be given out again: nodes remember only so many numbers that never came.
    /// </summary>
    void GiveBack(PublisherNumber number);

    /// <summary>Tells that a number's outcome is unknown: it may yet come, long after the ones behind it.</summary>
    void LeaveOpen(PublisherNumber number);
}
