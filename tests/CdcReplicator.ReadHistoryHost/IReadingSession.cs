using System.Data.Common;

namespace CdcReplicator.ReadHistory;

/// <summary>A session under test: the SDK's, or a token kept by hand over a router.</summary>
internal interface IReadingSession
{
    Task<DbConnection> OpenAsync(ReadLevel level);

    /// <summary>A read outside of the session, by the same router.</summary>
    Task<DbConnection> OpenAloneAsync(ReadLevel level);

    /// <summary>What was read at another level than 'any' was at that position.</summary>
    void Saw(long position);

    Task<CommitReceipt> WriteAsync(Action<CdcTransaction> build);

    Task<SessionToken> GetTokenAsync();
}
