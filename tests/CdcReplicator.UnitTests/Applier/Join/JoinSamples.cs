using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.UnitTests.Applier.Join;

/// <summary>What tests of joining are made of.</summary>
internal static class JoinSamples
{
    public static DonorCandidate Other(
        string id,
        NodeState state = NodeState.Active,
        long applied = 9,
        string kind = NodeKinds.Sqlite
    ) => new(Member(id, state, applied, kind)) { HasTables = true };

    public static MemberView Member(string id, NodeState state, long applied, string kind, bool isAlive = true) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = kind,
                Endpoint = $"/data/{id}.db",
                ApplierId = $"applier-{id}",
                State = state,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
            },
            TimeSpan.Zero,
            isAlive
        );

    public static NodeOptions NewNode(string? from = null) =>
        new()
        {
            Id = "new",
            Kind = NodeKinds.Sqlite,
            ConnectionString = "Data Source=/data/new.db",
            Seed = new SeedOptions { From = from },
        };

    public static LogBounds Log(long start = 0, long end = 10) => new(start, end, null, null);

    public static TableDefinition Table(string name, params string[] columns) =>
        new(
            TableName.Parse(name),
            [
                .. columns
                    .Prepend("id")
                    .Select(column => new ColumnDefinition(column, new ColumnType(ColumnKind.Int64, "int8"), true)),
            ],
            ["id"],
            [],
            [],
            []
        );

    public static NodeTables Node(string id, params TableDefinition[] tables) => new(id, NodeKinds.Sqlite, tables);
}
