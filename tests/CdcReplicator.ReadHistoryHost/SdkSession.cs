using System.Data.Common;

namespace CdcReplicator.ReadHistory;

/// <summary>The SDK's session, which knows by itself what it has seen.</summary>
internal sealed class SdkSession(CdcCluster cluster, CdcSession session) : IReadingSession
{
    public Task<DbConnection> OpenAsync(ReadLevel level) => session.OpenConnectionAsync(level);

    public Task<DbConnection> OpenAloneAsync(ReadLevel level) => cluster.OpenConnectionAsync(level);

    public void Saw(long position) { }

    public Task<CommitReceipt> WriteAsync(Action<CdcTransaction> build) => session.WriteAsync(build);

    public Task<SessionToken> GetTokenAsync() => session.GetTokenAsync();
}
