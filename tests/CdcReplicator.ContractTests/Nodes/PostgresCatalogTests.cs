using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>The catalog reader on the schema of the recordings, which has every type and kind of key.</summary>
public sealed class PostgresCatalogTests
{
    [PostgresCorpusTheory]
    [InlineData("none.*", true)]
    [InlineData("inventory.readings_*", false)]
    public async Task Open_RecordedSchema_KnowsKeysAndReadsEveryColumn(string ignore, bool hasPartitions)
    {
        var schema = await File.ReadAllTextAsync(CorpusFolder.In("schema.sql"));
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, schema);
        node.Options = node.Options with { Ignore = [ignore] };

        var opening = await node.OpenAsync();

        var tables = opening.Tables.ToDictionary(table => table.Name.ToString());
        Assert.Equal(["order_id", "line_no"], tables["inventory.order_items"].PrimaryKey);
        Assert.Equal(["region", "code"], tables["inventory.sku_map"].PrimaryKey);
        Assert.Equal(["id"], tables["inventory.vouchers"].PrimaryKey);
        Assert.Equal(["Id"], tables["inventory.Price List #1"].PrimaryKey);
        Assert.Empty(tables["inventory.access_log"].PrimaryKey);
        Assert.Equal(["email"], Assert.Single(tables["inventory.customers"].Uniques).Columns);
        Assert.Equal(
            TableName.Parse("inventory.customers"),
            Assert.Single(tables["inventory.orders"].ForeignKeys).References
        );
        var computed = tables["inventory.computed"];
        Assert.True(computed.FindColumn("area")!.Generated);
        Assert.True(computed.FindColumn("id")!.IdentityAlways);
        Assert.Equal(hasPartitions, tables.ContainsKey("inventory.readings_2024"));
        Assert.Null(tables["inventory.readings"].PartitionOf);
        if (hasPartitions)
        {
            Assert.Equal(tables["inventory.readings"].Name, tables["inventory.readings_2024"].PartitionOf);
        }

        Assert.Equal([ignore], opening.Ignored);

        await using var snapshot = await node.Node.OpenSnapshotAsync(CancellationToken.None);
        var rows = 0;
        foreach (var table in opening.Tables)
        {
            rows += (await snapshot.ReadDigestsAsync(table)).Count;
        }

        Assert.True(rows > 300, $"Only {rows} rows were read.");
    }

    [PostgresFact]
    public async Task Open_ConstraintsThatOnlyPostgresJudges_AreTold()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Postgres,
            """
            CREATE TABLE plain (id int PRIMARY KEY, v text UNIQUE, CHECK (id > 0));
            CREATE TABLE booked (id int PRIMARY KEY, during int4range,
              CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&));
            CREATE TABLE ranged (id int PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE ranged_low PARTITION OF ranged FOR VALUES FROM (0) TO (10);
            CREATE TABLE whole (id int PRIMARY KEY) PARTITION BY LIST (id);
            CREATE TABLE whole_rest PARTITION OF whole DEFAULT;
            CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id);
            """
        );

        var tables = (await node.OpenAsync()).Tables.ToDictionary(table => table.Name.Name);

        Assert.Equal(
            [new KindConstraint(KindConstraintForm.Exclusion, "no_overlap")],
            tables["booked"].KindConstraints
        );
        Assert.Equal([new KindConstraint(KindConstraintForm.NoPartition, "ranged")], tables["ranged"].KindConstraints);
        Assert.All(
            (string[])["plain", "ranged_low", "whole", "whole_rest", "hashed"],
            name => Assert.Empty(tables[name].KindConstraints)
        );
    }

    [PostgresSinceFact(15)]
    public async Task Open_NullsNotDistinct_IsToldWhereThereMayBeNulls()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Postgres,
            """
            CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL,
              CONSTRAINT of_nulls UNIQUE NULLS NOT DISTINCT (a), CONSTRAINT of_none UNIQUE NULLS NOT DISTINCT (b))
            """
        );

        var table = Assert.Single((await node.OpenAsync()).Tables);

        Assert.Equal([new KindConstraint(KindConstraintForm.NullsNotDistinct, "of_nulls")], table.KindConstraints);
    }
}
