using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Every recording in every mode: without the settings of its source it halts at the first record that can be read in
/// two ways and names the setting; with them it goes on, under kills, and ends equal to what the source held, to the
/// connector's own precision (<see cref="RecordedLosses"/>).
/// </summary>
public sealed class RecordedModesTests(ITestOutputHelper output)
{
    private const int Kills = 4;

    /// <summary>
    /// Of a key change under REPLICA IDENTITY USING INDEX comes an update alone, and no record tells that it moves a
    /// row: the index, which the copy has as the source has it, refuses a second row.
    /// </summary>
    private const string Vouchers = "inventory.vouchers";

    /// <summary>
    /// What a node says that is told nothing; null where the records tell everything and no setting is given at all.
    /// </summary>
    public static TheoryData<string, string?> Recordings =>
        new()
        {
            { "json/default", "Sources:erp:TimePrecisionMode" },
            { "json/modes-string", "Sources:erp_str:DecimalHandlingMode" },
            { "json/modes-double", "Sources:erp_dbl:TimePrecisionMode" },
            { "json/modes-connect", "Sources:erp_con:DecimalHandlingMode" },
            { "json/logical-router", "Sources:erp_lr:DecimalHandlingMode" },
            { "json/decimal-numeric", null },
            { "json-schema/default", Vouchers },
            { "json-schema/modes-string", null },
            { "json-schema/modes-double", "Sources:erp_dbl:BinaryHandlingMode" },
            { "json-schema/modes-connect", null },
            { "avro/default", Vouchers },
            { "avro/modes-string", null },
            { "avro/modes-double", "Sources:erp_dbl:BinaryHandlingMode" },
            { "avro/modes-connect", null },
        };

    [CorpusFact]
    public void Recordings_HereAndInOneTopic_AreAll() =>
        Assert.Equal(
            CorpusRecording.All.Select(recording => recording.Name),
            ((IEnumerable<object?[]>)Recordings)
                .Concat(RecordedReplayTests.Recordings)
                .Select(row => (string)row[0]!)
                .Order(StringComparer.Ordinal)
        );

    [PostgresCorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task Replay_OnPostgres_LeavesTheRecordedTables(string name, string? untold)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));

        await RecordedNodes.ProvePostgresAsync(name, options => ReplayAsync(log.Log, name, untold, options));
    }

    [PostgresCorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task Replay_OnSqlite_LeavesTheRecordedTables(string name, string? untold)
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        await Replay.AppendAsync(log.Log, new CorpusRecording(name));

        await RecordedNodes.ProveSqliteAsync(name, options => ReplayAsync(log.Log, name, untold, options));
    }

    private async Task ReplayAsync(IChangeLog log, string name, string? untold, NodeOptions options)
    {
        var schemas = new CorpusRecording(name).Schemas();
        if (untold is null)
        {
            await Replay.Of(log, schemas, output, Kills, SourceCatalog.Empty)(options);
            return;
        }

        var status = await RefusedReplay.RunAsync(log, schemas, options);
        output.WriteLine(status.Reason);
        Assert.Contains(untold, status.Reason, StringComparison.Ordinal);
        Assert.StartsWith(
            $"At sequence {await RefusedReplay.NextAsync(log, schemas, status)}:",
            status.Reason,
            StringComparison.Ordinal
        );
        await Replay.Of(log, schemas, output, Kills)(options);
    }
}
