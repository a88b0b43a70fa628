using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// What a real connector recorded, put into a log byte for byte, leaves on a node exactly the tables the source had at
/// the end, wherever its appliers are killed and however they batch. What the records cannot tell:
/// <see cref="Exemptions"/>.
/// </summary>
public sealed class RecordedReplayTests(ITestOutputHelper output)
{
    public static TheoryData<string> Recordings =>
        [
            "json/one-topic",
            "json-schema/one-topic",
            "avro/one-topic",
            "json/restart",
            "avro/restart",
            "json/restart-copy",
            "avro/restart-copy",
            "json/restart-snapshot",
            "avro/restart-snapshot",
        ];

    [PostgresCorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task Replay_OnPostgres_LeavesTheRecordedTables(string name)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));
        await RecordedNodes.ProvePostgresAsync(name, Replay.Of(log.Log, new CorpusRecording(name).Schemas(), output));
    }

    [PostgresCorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task Replay_OnSqlite_LeavesTheRecordedTables(string name)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));
        await RecordedNodes.ProveSqliteAsync(name, Replay.Of(log.Log, new CorpusRecording(name).Schemas(), output));
    }
}
