using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>
/// A client and its node: bytes pass both ways as they are. In the node's bytes only the messages' ends are followed,
/// so that an error of the relay can be put after a whole message. A slow side holds the other one up. At most one read
/// is kept for the slow side. A client that only ends its sending still gets its answer.
/// </summary>
internal sealed class RelaySession : ILoopUser
{
    /// <summary>The client's goodbye, after which the node closes.</summary>
    private static readonly byte[] Terminate = [(byte)'X', 0, 0, 0, 4];

    private readonly RelayContext _relay;
    private readonly RelayLoop _loop;
    private readonly NodeLink _link;
    private readonly RelaySide _client;
    private readonly RelaySide _node;
    private readonly BackendStream _messages = new();
    private readonly HandOver _handOver;
    private byte[]? _cancelKey;
    private bool _isAsked;
    private bool _isTerminated;
    private bool _isHalfClosed;
    private bool _isOver;

    private RelaySession(RelayContext relay, RelayLoop loop, LoopSocket client, NodeLink link)
    {
        _relay = relay;
        _loop = loop;
        _link = link;
        _client = new RelaySide(client, relay.Clock);
        _node = new RelaySide(link.Socket, relay.Clock);
        client.User = this;
        link.Socket.User = this;
        _handOver = new HandOver(relay, link.Node.Lease, action => loop.Post(this, action));
        RelayMetrics.SessionBegan(link.Node.NodeId);
        loop.Enter(this);
    }

    /// <summary>Takes both sides over.</summary>
    /// <param name="relay">What all share.</param>
    /// <param name="loop">The loop of both sockets, on whose thread this is called.</param>
    /// <param name="client">The client.</param>
    /// <param name="link">The node, with what it has said so far.</param>
    /// <param name="ahead">What the client has said for the node so far.</param>
    public static void Begin(
        RelayContext relay,
        RelayLoop loop,
        LoopSocket client,
        NodeLink link,
        ReadOnlySpan<byte> ahead
    )
    {
        var session = new RelaySession(relay, loop, client, link);
        try
        {
            client.Interest = EpollEvents.Readable;
            link.Socket.Interest = EpollEvents.Readable;
            session.PassToClient(link.Answer.Span);
            session.PassToNode(ahead);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        var isClient = socket == _client.Socket;
        var (from, to) = isClient ? (_client, _node) : (_node, _client);
        if (events.HasFlag(EpollEvents.Writable))
        {
            from.Flush();
            to.IsRead |= !from.IsBehind && !(_isHalfClosed && to == _client);
            EndIfDeaf();
            EndIfWishedTooLate();
        }

        if ((events & ~EpollEvents.Writable) == 0 || _isOver)
        {
            return;
        }

        if (from.IsRead)
        {
            Read(from, isClient);
        }
        else if (isClient && _isHalfClosed)
        {
            // Nothing of it is left to be read, so now it is closed as a whole.
            End(SessionEnd.Client);
        }
        else
        {
            // Broken, but what it said before is still on its way to the other side.
            from.Socket.Suspend();
        }
    }

    public void OnTick(long now)
    {
        if (_client.IsStuck(now, _relay.Options.StallTimeout) || _node.IsStuck(now, _relay.Options.StallTimeout))
        {
            End(SessionEnd.Stalled);
        }
        else if (_relay.IsStopping && (IsIdle || now >= _relay.StopAt))
        {
            End(SessionEnd.Stopped, SqlStates.AdminShutdown, "The relay is stopping.");
        }
        else if (_handOver.IsDue(now, IsIdle))
        {
            End(
                SessionEnd.HandedOver,
                SqlStates.AdminShutdown,
                $"Node '{_link.Node.NodeId}' serves no reads any more: it was drained, or is halted, diverged "
                    + "or silent."
            );
        }
    }

    public void Dispose() => End(SessionEnd.Stopped);

    private bool IsIdle => _messages.IsIdle && !_isAsked && _messages.IsBetweenMessages;

    private void Read(RelaySide from, bool isClient)
    {
        var count = from.Socket.Receive(_loop.Buffer);
        if (count < 0)
        {
            OnEnd(isClient);
        }
        else if (count > 0 && isClient)
        {
            PassToNode(_loop.Buffer.AsSpan(0, count));
        }
        else if (count > 0)
        {
            PassToClient(_loop.Buffer.AsSpan(0, count));
        }
    }

    private void PassToNode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || _isOver)
        {
            return;
        }

        // A goodbye asks for nothing.
        _isAsked |= !bytes.SequenceEqual(Terminate);
        _isTerminated = bytes.EndsWith(Terminate);
        _loop.ToNodes += bytes.Length;
        _node.Send(bytes);
        _client.IsRead = !_node.IsBehind;
    }

    private void PassToClient(ReadOnlySpan<byte> bytes)
    {
        if (!_messages.Take(bytes))
        {
            _link.Node.Lease.ReportFailure();
            End(SessionEnd.NodeLost);
            return;
        }

        _isAsked &= !_messages.IsIdle;
        if (_cancelKey is null && _messages.Key is { } key)
        {
            _cancelKey = key;
            _relay.Cancels.Add(key, _link.Address);
        }

        _loop.ToClients += bytes.Length;
        _client.Send(bytes);
        _node.IsRead = !_client.IsBehind;
        EndIfDeaf();
        EndIfWishedTooLate();
        // The end of a transaction is the moment to go; ticks of a busy session may never fall between two.
        if ((_relay.IsStopping || _handOver.IsNear) && IsIdle && !_isOver)
        {
            OnTick(_relay.Clock.GetTimestamp());
        }
    }

    private void EndIfDeaf()
    {
        if (_client.IsDeaf)
        {
            End(SessionEnd.Client);
        }
    }

    private void EndIfWishedTooLate()
    {
        if (!_isOver && !_client.IsBehind && _messages.IsBetweenMessages && SessionWish.IsIn(_messages.ApplicationName))
        {
            RelayMetrics.Refused(SqlStates.InvalidParameterValue);
            End(
                SessionEnd.Refused,
                SqlStates.InvalidParameterValue,
                $"application_name was set to {Printable.Quote(_messages.ApplicationName ?? "")} after the "
                    + "session had begun; level and token must be known before, to choose the node.",
                "Give them in options (JDBC: options=-c%20cdc.level=latest), or have the driver send the name when it "
                    + "connects (JDBC: assumeMinServerVersion=9.0)."
            );
        }
    }

    private void OnEnd(bool isClient)
    {
        if (isClient && !IsIdle)
        {
            // It may only have ended its sending and wait for the answer. The node gets the same signal, and closes
            // once it has answered.
            _isHalfClosed = true;
            _client.IsRead = false;
            _node.EndAfterHeld();
        }
        else if (isClient || _isTerminated || _isHalfClosed)
        {
            End(SessionEnd.Client);
        }
        else if (_messages.LastType == ErrorMessage.Type && _messages.IsBetweenMessages)
        {
            // It has said why.
            End(SessionEnd.Node);
        }
        else
        {
            var node = _link.Node.NodeId;
            RelayLog.NodeLost(_relay.Logger, node);
            _link.Node.Lease.ReportFailure();
            End(SessionEnd.NodeLost, SqlStates.ConnectionFailure, $"Node '{node}' closed the connection.");
        }
    }

    // Within a message nothing can be said: the client would take it for a part of that.
    private void End(
        SessionEnd end,
        string sqlState,
        string problem,
        string remedy = "Connect again; another node will serve."
    )
    {
        if (_isOver || _client.IsBehind || !_messages.IsBetweenMessages)
        {
            End(end);
            return;
        }

        CleanUp.All(
            () => Leave(end),
            () => LastWord.Say(_relay, _loop, _client.Socket, ErrorMessage.Fatal(sqlState, problem, remedy))
        );
    }

    private void End(SessionEnd end)
    {
        if (!_isOver)
        {
            CleanUp.All(() => Leave(end), _client.Close);
        }
    }

    private void Leave(SessionEnd end)
    {
        _isOver = true;
        CleanUp.All(
            () => _loop.Leave(this),
            _node.Close,
            _handOver.Dispose,
            _link.Node.Lease.Dispose,
            ForgetCancelKey,
            () => RelayMetrics.SessionEnded(_link.Node.NodeId, end)
        );
    }

    private void ForgetCancelKey()
    {
        if (_cancelKey is not null)
        {
            _relay.Cancels.Remove(_cancelKey, _link.Address);
        }
    }
}
