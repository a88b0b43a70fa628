using System.Data.Common;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteHistoryNode(string id, string file) : HistoryNode(id, NodeKinds.Sqlite)
{
    public override string? Credential => null;

    protected override string ConnectionString => $"Data Source={file}";

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
