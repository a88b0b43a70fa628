using CdcReplicator.Nodes;

namespace CdcReplicator.Router;

/// <summary>
/// A client that has connected, until it is relayed, refused, or gone: what does it want, and which node can serve it?
/// </summary>
internal sealed class ClientStartup : ILoopUser
{
    private const int FirstBufferLength = 512;

    /// <summary>What is counted where no SQLSTATE could be said.</summary>
    private const string Tls = "tls";

    private readonly RelayContext _relay;
    private readonly RelayLoop _loop;
    private readonly LoopSocket _client;
    private readonly bool _isTooMany;
    private readonly CancellationTokenSource _gone = new();
    private byte[] _bytes = new byte[FirstBufferLength];
    private int _count;
    private long _deadline;
    private bool _isRouting;
    private bool _isShaking;
    private bool _isDirect;

    /// <param name="relay">What all share.</param>
    /// <param name="loop">The loop, on whose thread this is called.</param>
    /// <param name="accepted">The client's socket.</param>
    /// <param name="isTooMany">Whether there are more clients than are served. Then it only gets that error.</param>
    public ClientStartup(RelayContext relay, RelayLoop loop, AcceptedClient accepted, bool isTooMany)
    {
        _relay = relay;
        _loop = loop;
        _isTooMany = isTooMany;
        _deadline = relay.In(relay.Options.StartupTimeout);
        _client = accepted.Watch(loop, this, EpollEvents.Readable);
        loop.Enter(this);
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        if (_isRouting)
        {
            OnEndWhileRouting(events);
            return;
        }

        if (_isShaking || BeginsWithTls())
        {
            Shake();
        }
        else
        {
            Read();
        }
    }

    public void OnTick(long now)
    {
        if (_relay.IsStopping)
        {
            // One that waits for a node, too: it has nothing yet that could be let end.
            Refuse(Refusal.Stopping);
        }
        else if (!_isRouting && now >= _deadline)
        {
            Refuse(StartupRefusals.Slow(_relay.Options));
        }
    }

    public void Dispose() => CleanUp.All(Leave, _client.Dispose);

    // Nothing is read while a node is looked for, so this can only mean that the client has gone, or that it says no
    // more. One that has asked already may have ended its sending and wait for the answer; then it is left alone until
    // its connection is broken.
    private void OnEndWhileRouting(EpollEvents events)
    {
        var isBroken = (events & (EpollEvents.HungUp | EpollEvents.Error)) != 0;
        if (!isBroken && (_count > 0 || _client.Socket.Available > 0))
        {
            _client.Interest = EpollEvents.None;
        }
        else
        {
            Dispose();
        }
    }

    private void Read()
    {
        var count = _client.Receive(_loop.Buffer);
        if (count < 0)
        {
            Dispose();
            return;
        }

        if (_bytes.Length - _count < count)
        {
            Array.Resize(ref _bytes, Math.Max(_count * 2, _count + count));
        }

        _loop.Buffer.AsSpan(0, count).CopyTo(_bytes.AsSpan(_count));
        _count += count;
        while (Take(StartupReader.Read(_bytes.AsSpan(0, _count)))) { }
    }

    // Looked at without taking it: it is the handshake's.
    private bool BeginsWithTls()
    {
        if (_relay.Tls is null || _client.Tls is not null || _count > 0)
        {
            return false;
        }

        Span<byte> first = stackalloc byte[1];
        _isDirect = _client.Peek(first) == 1 && StartupReader.IsTls(first);
        if (_isDirect)
        {
            BeginTls(_relay.Tls);
        }

        return _isShaking;
    }

    private void BeginTls(ServerTls tls)
    {
        _client.BeginTls(tls.Accept);
        _isShaking = true;
    }

    private void Shake()
    {
        try
        {
            if (!_client.GoOnWithTls())
            {
                return;
            }

            _isShaking = false;
            if (_isDirect && !_client.Tls!.IsPostgresAgreed)
            {
                Refuse(StartupRefusals.NotForPostgres);
            }
        }
        catch (TlsException error)
        {
            // The handshake's own alert has informed the client.
            RelayLog.Refused(_relay.Logger, Tls, error.Message);
            RelayMetrics.Refused(Tls);
            End([]);
        }
    }

    // Whether there may be another packet.
    private bool Take(StartupPacket packet)
    {
        switch (packet.Kind)
        {
            case StartupKind.Incomplete:
                return false;
            case StartupKind.SslRequest when _relay.Tls is { } tls && _client.Tls is null:
                AnswerSslRequest(tls, packet.Length);
                return false;
            case StartupKind.SslRequest or StartupKind.GssRequest:
                Drop(packet.Length);
                // "No": the client goes on without encryption, or says that it must not.
                _client.Send("N"u8);
                return true;
            case StartupKind.DirectTls:
                RelayMetrics.Refused(Tls);
                End(TlsAlert.HandshakeFailure);
                return false;
            case StartupKind.Cancel:
                Leave();
                CancelForward.Begin(_relay, _loop, _client, _bytes.AsSpan(0, packet.Length));
                return false;
            case StartupKind.Session:
                Drop(packet.Length);
                BeginRouting(packet.Session!);
                return false;
            default:
                Refuse(StartupRefusals.OtherProtocol(packet.Problem));
                return false;
        }
    }

    private void AnswerSslRequest(ServerTls tls, int length)
    {
        if (_count > length)
        {
            // Nobody may send before the answer. Somebody between may have put these bytes before the encrypted ones;
            // they must not be taken for the client's (CVE-2021-23222).
            Refuse(StartupRefusals.UnencryptedAhead);
            return;
        }

        _count = 0;
        _client.Send("S"u8);
        BeginTls(tls);
        Shake();
    }

    private void BeginRouting(SessionRequest request)
    {
        if (_relay.Options.TlsRequired && _client.Tls is null)
        {
            Refuse(StartupRefusals.TlsOnly);
            return;
        }

        if (_isTooMany)
        {
            Refuse(StartupRefusals.TooMany(_relay.Options));
            return;
        }

        try
        {
            var wish = SessionWish.Read(request);
            var requirement = ReadRequirementText.Read(wish.Level, wish.Token, _relay.Level, _relay.Log) with
            {
                Kind = NodeKinds.Postgres,
            };
            _isRouting = true;
            _client.Interest = EpollEvents.PeerClosed;
            _ = RouteAsync(wish, requirement);
        }
        catch (FormatException error)
        {
            Refuse(StartupRefusals.OfSetting(error));
        }
        catch (ForeignTokenException error)
        {
            Refuse(new Refusal(SqlStates.InvalidParameterValue, error.Problem, error.Remedy));
        }
    }

    private async Task RouteAsync(SessionWish wish, ReadRequirement requirement)
    {
        try
        {
            var link = await _relay
                .Router.RouteAsync(
                    requirement,
                    (node, stop) => NodeDial.DialAsync(_relay, _loop, node, wish.PacketFor(node.NodeId), stop),
                    _gone.Token
                )
                .ConfigureAwait(false);
            _loop.Post(link, () => Begin(link));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The client has gone, and everything of it with it.
        }
        catch (TooManyLoginsException error)
        {
            _loop.Post(this, () => Refuse(new Refusal(SqlStates.TooManyConnections, error.Problem, error.Remedy)));
        }
        catch (ReplicationException error)
        {
            _loop.Post(this, () => Refuse(new Refusal(SqlStates.CannotConnectNow, error.Problem, error.Remedy)));
        }
        catch (Exception error)
        {
            RelayLog.ConnectionFailed(_relay.Logger, error);
            _loop.Post(this, () => Refuse(StartupRefusals.Failed));
        }
    }

    private void Begin(NodeLink link)
    {
        if (_gone.IsCancellationRequested)
        {
            link.Dispose();
            return;
        }

        try
        {
            Leave();
            RelayLogin.Begin(_relay, _loop, _client, link, _bytes.AsSpan(0, _count));
        }
        catch
        {
            CleanUp.All(link.Dispose, _client.Dispose);
            throw;
        }
    }

    private void Refuse(Refusal refusal)
    {
        if (!_gone.IsCancellationRequested)
        {
            End(refusal.Report(_relay.Logger));
        }
    }

    private void End(ReadOnlySpan<byte> word)
    {
        Leave();
        LastWord.Say(_relay, _loop, _client, word);
    }

    private void Leave() => CleanUp.All(() => _loop.Leave(this), _gone.Cancel);

    private void Drop(int count)
    {
        _bytes.AsSpan(count, _count - count).CopyTo(_bytes);
        _count -= count;
    }
}
