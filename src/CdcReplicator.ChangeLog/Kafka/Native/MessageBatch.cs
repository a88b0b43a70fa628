namespace CdcReplicator.ChangeLog;

/// <summary>Messages received and not destroyed yet. Disposing it destroys them, whatever ended their reader.</summary>
internal sealed unsafe class MessageBatch(int capacity) : IDisposable
{
    private readonly nint[] _messages = new nint[capacity];
    private int _next;

    /// <summary>How many are left.</summary>
    public int Count { get; private set; }

    /// <summary>The next one; only while <see cref="Count"/> is not 0.</summary>
    public NativeMessage* Current => (NativeMessage*)_messages[_next];

    /// <summary>Receives; call it when none is left.</summary>
    public void Fill(NativeConsumer consumer, TimeSpan patience)
    {
        Clear();
        _next = 0;
        Count = consumer.Receive(_messages, patience);
    }

    /// <summary>Destroys the current one.</summary>
    public void Advance()
    {
        var message = Current;
        _next++;
        Count--;
        Librdkafka.DestroyMessage(message);
    }

    /// <summary>Destroys what is left.</summary>
    public void Clear()
    {
        while (Count > 0)
        {
            Advance();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
