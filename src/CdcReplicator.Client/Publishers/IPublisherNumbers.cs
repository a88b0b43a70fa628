namespace CdcReplicator.Client;

/// <summary>Gives out a publisher's numbers. Safe for concurrent use.</summary>
internal interface IPublisherNumbers
{
    /// <summary>A number that nobody else gets, and that nodes have room to remember.</summary>
    ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether nodes certainly still told this number from those they had seen when it came. Asked after the log has
    /// answered; never throws: what cannot be found out is not certain.
    /// </summary>
    ValueTask<bool> IsRememberedAsync(PublisherNumber number, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back a number that is certainly not in the log, to be given out again: nodes remember only so many numbers
    /// that never came.
    /// </summary>
    void GiveBack(PublisherNumber number);

    /// <summary>Tells that a number's outcome is unknown: it may yet come, long after the ones taken later.</summary>
    void LeaveOpen(PublisherNumber number);

    /// <summary>Tells that a number left open is settled. Numbers of others are not its business.</summary>
    void Settle(PublisherNumber number);
}
