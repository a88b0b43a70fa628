namespace CdcReplicator.Router;

/// <summary>
/// A client that logs in to its node. Each request of the node passes, then the client's answer to it, until the node
/// lets the client in. Then the session begins. A login costs a node a connection, so it may not take long.
/// </summary>
internal sealed class RelayLogin : ILoopUser
{
    /// <summary>The part of <see cref="RelayOptions.LoginTimeout"/> that a client has while others wait.</summary>
    private const int CrowdedPart = 3;

    private readonly RelayContext _relay;
    private readonly RelayLoop _loop;
    private readonly LoopSocket _client;
    private readonly NodeLink _link;
    private readonly MessageBuffer _fromNode = new();
    private readonly MessageBuffer _fromClient = new();
    private readonly long _deadline;
    private readonly SaslLegs _legs;
    private long? _crowdedDeadline;
    private bool _hasAsked;
    private bool _isSaslOffered;
    private bool _isOver;

    private RelayLogin(RelayContext relay, RelayLoop loop, LoopSocket client, NodeLink link)
    {
        _relay = relay;
        _loop = loop;
        _client = client;
        _link = link;
        _deadline = relay.In(relay.Options.LoginTimeout);
        _legs = SaslLegs.Of(client.Tls, link.Socket.Tls);
        client.User = this;
        link.Socket.User = this;
        loop.Enter(this);
    }

    // Whether the node waits for the client's answer.
    private bool IsAsked => _crowdedDeadline is not null;

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
        var login = new RelayLogin(relay, loop, client, link);
        try
        {
            link.Socket.Interest = EpollEvents.Readable;
            client.Interest = EpollEvents.PeerClosed;
            login._fromClient.Add(ahead);
            login._fromNode.Add(link.Answer.Span);
            login.Go();
        }
        catch
        {
            login.Dispose();
            throw;
        }
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        if (socket == _client && !IsAsked)
        {
            OnEndWhileNotAsked(events);
            return;
        }

        var count = socket.Receive(_loop.Buffer);
        if (count > 0)
        {
            (socket == _client ? _fromClient : _fromNode).Add(_loop.Buffer.AsSpan(0, count));
            Go();
        }
        else if (count < 0 && socket == _client)
        {
            Dispose();
        }
        else if (count < 0)
        {
            FailNode("closed the connection");
        }
    }

    public void OnTick(long now)
    {
        if (_relay.IsStopping)
        {
            Refuse(Refusal.Stopping);
        }
        else if (now >= _crowdedDeadline && _link.Turn.IsWaitedFor)
        {
            Refuse(LoginRefusals.Crowded(_link.Node));
        }
        else if (now >= _deadline && IsAsked)
        {
            Refuse(LoginRefusals.Slow(_relay.Options));
        }
        else if (now >= _deadline)
        {
            FailNode($"did not end the login within {_relay.Options.LoginTimeout.TotalSeconds:0.#} s");
        }
    }

    public void Dispose()
    {
        if (!_isOver)
        {
            CleanUp.All(Leave, _link.Dispose, _client.Dispose);
        }
    }

    // It may only have ended its sending, and what it has sent is read when the node asks.
    private void OnEndWhileNotAsked(EpollEvents events)
    {
        if ((events & (EpollEvents.HungUp | EpollEvents.Error)) != 0)
        {
            Dispose();
        }
        else
        {
            _client.Interest = EpollEvents.None;
        }
    }

    private void Go()
    {
        while (!_isOver && (TryPassToClient() || (IsAsked && TryPassToNode()))) { }
    }

    private bool TryPassToClient()
    {
        if (_fromNode.TryTake() is not { } message)
        {
            if (_fromNode.IsBroken)
            {
                FailNode("sent something else than PostgreSQL's protocol");
            }

            return false;
        }

        if (message[0] == ErrorMessage.Type)
        {
            var (state, _) = ErrorMessage.Read(message);
            RelayMetrics.Refused(state);
            End(message);
            return false;
        }

        var code = AuthenticationRequest.CodeOf(message);
        if (code == AuthenticationRequest.Ok)
        {
            LetIn(message);
            return false;
        }

        if (code is { } asked && AuthenticationRequest.IsAnswered(asked))
        {
            _hasAsked = true;
            _crowdedDeadline = _relay.In(_relay.Options.LoginTimeout / CrowdedPart);
            _client.Interest = EpollEvents.Readable;
            _isSaslOffered = asked == AuthenticationRequest.Sasl;
        }

        return Send(_client, _isSaslOffered ? _legs.Offer(message) : message);
    }

    private bool TryPassToNode()
    {
        if (_fromClient.TryTake() is { } message)
        {
            if (message[0] != AuthenticationRequest.AnswerType)
            {
                RefuseMessage();
                return false;
            }

            if (_isSaslOffered && _legs.Refusal(message) is var (problem, remedy))
            {
                Refuse(new Refusal(SqlStates.InvalidAuthorization, problem, remedy));
                return false;
            }

            _isSaslOffered = false;
            _crowdedDeadline = null;
            _client.Interest = EpollEvents.PeerClosed;
            return Send(_link.Socket, message);
        }

        if (_fromClient.IsBroken)
        {
            RefuseMessage();
        }

        return false;
    }

    // These messages are short. A client that cannot take one is not reading.
    private bool Send(LoopSocket socket, byte[] message)
    {
        if (socket.Send(message) == message.Length)
        {
            return true;
        }

        Dispose();
        return false;
    }

    private void LetIn(byte[] message)
    {
        if (!_hasAsked && !_relay.Options.AllowTrust)
        {
            Refuse(LoginRefusals.Trusted(_link.Node));
            return;
        }

        Leave();
        try
        {
            _link.Turn.Dispose();
            byte[] answer = [.. message, .. _fromNode.Rest];
            RelaySession.Begin(_relay, _loop, _client, _link with { Answer = answer }, _fromClient.Rest);
        }
        catch
        {
            CleanUp.All(_link.Dispose, _client.Dispose);
            throw;
        }
    }

    private void FailNode(string what)
    {
        var node = _link.Node;
        node.Lease.ReportFailure();
        Refuse(LoginRefusals.NodeFailed(node, what));
    }

    private void RefuseMessage() => Refuse(LoginRefusals.NoPassword);

    private void Refuse(Refusal refusal) => End(refusal.Report(_relay.Logger));

    private void End(byte[] word) =>
        CleanUp.All(Leave, _link.Dispose, () => LastWord.Say(_relay, _loop, _client, word));

    private void Leave()
    {
        _isOver = true;
        _loop.Leave(this);
    }
}
