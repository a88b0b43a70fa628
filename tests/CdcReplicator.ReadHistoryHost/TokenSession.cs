using System.Data.Common;
using CdcReplicator.Router;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// A token kept by hand, for reads through a router; what the router is asked may have a bug planted.
/// </summary>
internal sealed class TokenSession(CdcCluster cluster, ReadRouter router, AskedRequirement asked, SessionToken token)
    : IReadingSession
{
    private SessionToken _token = token;

    public Task<DbConnection> OpenAsync(ReadLevel level) => OpenAsync(level, _token);

    public Task<DbConnection> OpenAloneAsync(ReadLevel level) => OpenAsync(level, session: null);

    public void Saw(long position) => _token = _token.Max(_token with { Sequence = position });

    public async Task<CommitReceipt> WriteAsync(Action<CdcTransaction> build)
    {
        var receipt = await cluster.WriteAsync(build);
        _token = _token.Max(receipt.SessionToken);
        return receipt;
    }

    public Task<SessionToken> GetTokenAsync() => Task.FromResult(_token);

    private async Task<DbConnection> OpenAsync(ReadLevel level, SessionToken? session)
    {
        var needed = ReadRequirement.For(level, _token.Log, session);
        return (await router.OpenAsync(asked.For(needed), CancellationToken.None)).Connection;
    }
}
