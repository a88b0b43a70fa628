namespace CdcReplicator.Router;

/// <summary>
/// Says the last to a client and closes its connection, but only after the client has: closing while something of the
/// client's is unread would take back what was said.
/// </summary>
internal sealed class LastWord : ILoopUser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RelayLoop _loop;
    private readonly LoopSocket _client;
    private readonly long _deadline;

    private LastWord(RelayContext relay, RelayLoop loop, LoopSocket client)
    {
        _loop = loop;
        _client = client;
        _deadline = relay.In(Patience);
    }

    /// <summary>Takes a client over to its end.</summary>
    public static void Say(RelayContext relay, RelayLoop loop, LoopSocket client, ReadOnlySpan<byte> word)
    {
        var last = new LastWord(relay, loop, client);
        var isSaid = false;
        try
        {
            client.User = last;
            loop.Enter(last);
            client.Interest = EpollEvents.Readable;
            // If its socket cannot take even this short message, the client is not reading.
            isSaid = client.Send(word) == word.Length && client.EndSending();
        }
        finally
        {
            if (!isSaid)
            {
                last.Dispose();
            }
        }
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        if (_client.Receive(_loop.Buffer) < 0)
        {
            Dispose();
        }
    }

    public void OnTick(long now)
    {
        if (now >= _deadline)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        CleanUp.All(() => _loop.Leave(this), _client.Dispose);
    }
}
