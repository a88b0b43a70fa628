namespace CdcReplicator.Router;

/// <summary>
/// The owner of a socket in a loop. Called on the loop's thread only. Disposed when the loop ends or the user's own
/// code failed: it then lets go of everything at once.
/// </summary>
internal interface ILoopUser : IDisposable
{
    /// <summary>Its socket can be read or written, or is broken, which reading or writing then shows.</summary>
    void OnReady(LoopSocket socket, EpollEvents events);

    /// <summary>Called a few times a second, to see to its deadlines.</summary>
    /// <param name="now">The clock's timestamp.</param>
    void OnTick(long now);
}
