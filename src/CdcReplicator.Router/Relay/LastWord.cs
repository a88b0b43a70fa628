namespace CdcReplicator.Router;

/// <summary>
/// Says the last to a client and closes its connection, but only after the client has: closing while something of the client's is unread would take back what was said.
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
        loop.Enter(this);
        client.User = this;
        client.Interest = EpollEvents.Readable;
    }

    /// <summary>Takes a client over to its end.</summary>
    public static void Say(RelayContext relay, RelayLoop loop, LoopSocket client, ReadOnlySpan<byte> word)
    {
        var last = new LastWord(relay, loop, client);
        // What a client has no room for that was not even served, or that takes nothing, it will not read.
        if (client.Send(word) != word.Length || !client.EndSending())
        {
            last.Dispose();
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
        _loop.Leave(this);
        _client.Dispose();
    }
}
