using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Nodes that follow the real connector, in every mode, with the very section that <c>connectors check</c> prints, hold
/// what the source holds.
/// </summary>
[Collection(ConnectorCollection.Name)]
public sealed class ConnectorModesTests(ConnectorRun run, ITestOutputHelper output) : IClassFixture<ConnectorRun>
{
    public static TheoryData<string> Combinations => [.. ConnectorCombinations.All.Select(c => c.Name)];

    public static TheoryData<string> Refused =>
        [.. ConnectorCombinations.All.Where(c => c.RefusedBy is not null).Select(c => c.Name)];

    [KafkaAndPostgresTheory(ownServer: true)]
    [MemberData(nameof(Combinations))]
    public void Check_Combination_EndsAsItsModesDeserve(string name)
    {
        Assert.Equal(ConnectorCombinations.All.Single(c => c.Name == name).CheckEndsWith, run.CheckCodes[name]);
    }

    [KafkaAndPostgresTheory(ownServer: true)]
    [MemberData(nameof(Combinations))]
    public void Nodes_AfterTwoKills_EqualTheSource(string name)
    {
        AssertEqual(name, ConnectorRun.Streamed);
    }

    [KafkaAndPostgresTheory(ownServer: true)]
    [MemberData(nameof(Combinations))]
    public void Nodes_AfterTheMove_EqualTheNewServer(string name)
    {
        AssertEqual(name, ConnectorRun.Moved);
    }

    [KafkaAndPostgresTheory(ownServer: true)]
    [MemberData(nameof(Refused))]
    public void Node_ThatIsNotTold_HaltsAndNamesTheSetting(string name)
    {
        var combination = ConnectorCombinations.All.Single(c => c.Name == name);

        Assert.Contains($"Sources:{name}:{combination.RefusedBy}", run.Refusals[name], StringComparison.Ordinal);
    }

    [KafkaAndPostgresFact(ownServer: true)]
    public void Kills_WhereTheyWereMeant_WereThere()
    {
        output.WriteLine(run.Story);

        Assert.InRange(run.KilledInSnapshotAt, 1000, 19_000);
        Assert.NotEmpty(run.KilledInTransaction);
    }

    private void AssertEqual(string name, string stage)
    {
        var differences = run.Differences(name, stage);

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
    }
}
