using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>A connection through the relay.</summary>
internal sealed record RelayedConnection(NpgsqlConnection Connection, string Node) : IAsyncDisposable
{
    public async Task<object?> AskAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
