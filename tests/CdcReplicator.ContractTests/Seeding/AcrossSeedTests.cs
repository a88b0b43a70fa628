using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>A node is filled from one of the other kind.</summary>
public sealed class AcrossSeedTests
{
    /// <summary>Types that need nothing but the server.</summary>
    private static readonly HashSet<string> NeedMore = ["hstore", "citext", "ltree", "tier", "positive_int", "price"];

    [PostgresFact]
    public async Task Seed_EveryTypeFromPostgresToSqliteAndBack_ArrivesEqual()
    {
        var cases = RoundTripCases
            .All.Where(c => PostgresAvailability.IsSince(c.Since))
            .Where(c => !NeedMore.Contains(c.PostgresType.Replace("[]", "", StringComparison.Ordinal)))
            .ToArray();
        var ddl = string.Concat(cases.Select((c, i) => $"CREATE TABLE t{i} (id int PRIMARY KEY, v {c.PostgresType});"));
        await using var there = await SeedPair.CreateAsync(NodeKinds.Postgres, NodeKinds.Sqlite, ddl);
        await there.ApplyAsync([
            .. cases.SelectMany((c, i) => c.Values.Select((v, id) => Create($"t{i}", Int("id", id), ("v", v.Value)))),
            .. cases.Select((_, i) => Create($"t{i}", Int("id", -1), Null("v"))),
        ]);

        await there.SeedAsync();

        await there.AssertEqualAfterReplayAsync();
        await using var back = await SeedPair.CreateAsync(there.Target, NodeKinds.Postgres);
        await back.SeedAsync();
        await back.AssertEqualAfterReplayAsync();
    }

    [PostgresFact]
    public async Task Plan_WhatCannotBeCarried_IsListedBeforeAnythingIsMade()
    {
        await using var pair = await SeedPair.CreateAsync(
            NodeKinds.Postgres,
            NodeKinds.Sqlite,
            """
            CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b int GENERATED ALWAYS AS (a * 2) STORED,
              c int DEFAULT 5, EXCLUDE (a WITH =));
            CREATE UNIQUE INDEX partial ON t (a) WHERE a > 5;
            """
        );

        var plan = await pair.PlanAsync();
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => pair.SeedAsync());

        Assert.All(
            (string[])["Check 't_a_check'", "generated column 'b'", "Exclusion", "partial or computed"],
            what => Assert.Contains(plan.Obstacles, obstacle => obstacle.Contains(what, StringComparison.Ordinal))
        );
        Assert.Contains(plan.LeftOut, left => left.Kind == "default");
        Assert.Contains("Check 't_a_check'", fault.Message, StringComparison.Ordinal);
        Assert.IsType<SeedFound.Empty>(await pair.LookAsync());

        // A table made by hand, with the same rules in SQLite's words, is taken as it is.
        await pair.Target.ExecuteAsync(
            "CREATE TABLE t (id INT PRIMARY KEY NOT NULL, a INT CHECK (a > 0), b INT, c INT)"
        );
        await pair.ApplyAsync(Create("t", Int("id", 1), Int("a", 3), Int("c", 7)));
        await pair.SeedAsync();
        Assert.Equal(["1|3|NULL|7"], await pair.Target.QueryAsync("SELECT * FROM t"));
    }
}
