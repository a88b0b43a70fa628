using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>The database of a node into which tests write past the log.</summary>
internal interface IDriftDatabase : IAsyncDisposable
{
    NodeOptions Options(string id);

    /// <summary>The role as which its applier works; null for the owner.</summary>
    string? Role { get; }

    Task ExecuteAsync(string sql);

    /// <summary>Rows as text, columns joined by <c>|</c>, rows by commas.</summary>
    Task<string> QueryAsync(string sql);
}
