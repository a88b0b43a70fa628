using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>The same with the command line's own processes and <c>kill -9</c>.</summary>
public sealed class RecordedProcessTests(ITestOutputHelper output)
{
    [PostgresCorpusTheory]
    [InlineData("avro/restart")]
    public async Task Replay_OnPostgresByKilledProcesses_LeavesTheRecordedTables(string name)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));
        await using var registry = RecordedRegistry.Start(new CorpusRecording(name));

        await RecordedNodes.ProvePostgresAsync(name, new KilledProcesses(log, registry.Url, output).RunAsync);
    }

    [PostgresCorpusTheory]
    [InlineData("json/restart-copy")]
    public async Task Replay_OnSqliteByKilledProcesses_LeavesTheRecordedTables(string name)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));
        await using var registry = RecordedRegistry.Start(new CorpusRecording(name));

        await RecordedNodes.ProveSqliteAsync(name, new KilledProcesses(log, registry.Url, output).RunAsync);
    }
}
