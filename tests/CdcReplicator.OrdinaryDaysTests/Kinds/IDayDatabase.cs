using System.Data.Common;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The database of a node, as a person works on it.</summary>
internal interface IDayDatabase : IAsyncDisposable
{
    string Id { get; }

    NodeOptions Options { get; }

    /// <summary>How readers log in to it; null if they need not.</summary>
    string? Login { get; }

    /// <summary>Runs statements as a person with all rights.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>Drops the table, and creates it again as it was, without a row.</summary>
    Task RecreateTableAsync();

    /// <summary>Whether a connection is to this database.</summary>
    bool IsAt(DbConnection connection);

    /// <summary>Versions by key.</summary>
    Task<IReadOnlyDictionary<long, int>> ReadRowsAsync();
}
