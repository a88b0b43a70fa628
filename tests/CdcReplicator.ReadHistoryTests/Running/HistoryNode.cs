using System.Data.Common;
using CdcReplicator.Testing;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A node's database, and the process of its applier.</summary>
internal abstract class HistoryNode(string id, string kind) : IAsyncDisposable
{
    private const string Tables = """
        CREATE TABLE registers (id bigint PRIMARY KEY, version bigint NOT NULL);
        CREATE TABLE imported (id integer PRIMARY KEY, what text NOT NULL);
        CREATE TABLE node_name (name text PRIMARY KEY);
        """;

    private HistoryProcess? _applier;

    public string Id { get; } = id;

    /// <summary>How readers log in; null if they need not.</summary>
    public abstract string? Credential { get; }

    /// <summary>How the applier connects.</summary>
    protected abstract string ConnectionString { get; }

    public Task CreateTablesAsync() => ExecuteAsync($"{Tables} INSERT INTO node_name VALUES ('{Id}')");

    /// <summary>Runs statements past the applier, as somebody with access to the database would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task StartApplierAsync(string log, TempFolder folder) =>
        _applier = await HistoryProcess.StartAsync("node", log, Id, kind, ConnectionString, folder.At($"spool-{Id}"));

    public void KillApplier() => _applier?.Dispose();

    public void StopApplier() => _applier!.Stop();

    public void ContinueApplier() => _applier!.Continue();

    public virtual ValueTask DisposeAsync()
    {
        KillApplier();
        return ValueTask.CompletedTask;
    }

    protected abstract Task<DbConnection> OpenAsync();
}
