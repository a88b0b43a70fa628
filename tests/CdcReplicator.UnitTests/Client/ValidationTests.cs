using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class ValidationTests
{
    public static TheoryData<string, Action<CdcTransaction>, string?, string> Mistakes =>
        new()
        {
            { "unknown table", tx => tx.Delete("acounts", new { id = 1 }), null, "public.acounts" },
            {
                "unknown column",
                tx =>
                    tx.Insert(
                        "accounts",
                        new
                        {
                            id = 1,
                            owner_name = "A",
                            colour = 1,
                        }
                    ),
                "colour",
                "owner_name"
            },
            { "ambiguous column", tx => tx.Insert("stock.items", new { PLACE = "x", sku = 1 }), "PLACE", "several" },
            { "wrong type", tx => tx.Insert("accounts", new { id = "one", owner_name = "A" }), "id", "System.String" },
            {
                "too long",
                tx => tx.Insert("accounts", new { id = 1, owner_name = "much too long a name" }),
                "owner_name",
                "varchar(10)"
            },
            { "missing key", tx => tx.Insert("accounts", new { owner_name = "A" }), "id", "key" },
            { "part of the key", tx => tx.Delete("stock.items", new { sku = 1 }), "place", "whole key" },
            { "more than the key", tx => tx.Delete("accounts", new { id = 1, note = "x" }), "note", "key" },
            { "missing column", tx => tx.Insert("accounts", new { id = 1 }), "owner_name", "NOT NULL" },
            {
                "null",
                tx => tx.Update("accounts", new { id = 1 }, new { owner_name = (string?)null }),
                "owner_name",
                "NOT NULL"
            },
            {
                "generated",
                tx =>
                    tx.Insert(
                        "accounts",
                        new
                        {
                            id = 1,
                            owner_name = "A",
                            doubled = 2m,
                        }
                    ),
                "doubled",
                "computed"
            },
            {
                "twice",
                tx =>
                    tx.Insert(
                        "accounts",
                        new
                        {
                            id = 1,
                            owner_name = "A",
                            Owner_Name = "B",
                        }
                    ),
                "owner_name",
                "twice"
            },
            {
                "nothing to change",
                tx => tx.Update("accounts", new { id = 1 }, new Dictionary<string, object?>()),
                null,
                "no columns"
            },
            { "no key at all", tx => tx.Insert("keyless", new { id = 1 }), null, "no primary key" },
            { "no changes", _ => { }, null, "no changes" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Commit_Mistake_ThrowsBeforePublishingAndNamesIt(
        string what,
        Action<CdcTransaction> build,
        string? column,
        string mentions
    )
    {
        Assert.NotEmpty(what);
        await using var fixture = await ClusterFixture.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidWriteException>(() => fixture.Cluster.WriteAsync(build));

        Assert.Equal(column, error.Column);
        Assert.Contains(mentions, error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Inner.Records);
    }

    [Fact]
    public async Task Commit_OneBadChangeAmongGoodOnes_PublishesNothing()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await Assert.ThrowsAsync<InvalidWriteException>(() =>
            fixture.Cluster.WriteAsync(tx =>
                tx.Delete("accounts", new { id = 1 }).Insert("accounts", new { id = 1, owner = "A" })
            )
        );

        Assert.Empty(fixture.Inner.Records);
    }

    [Fact]
    public async Task Commit_NoTablesKnown_SaysToStartAnApplier()
    {
        var clock = new FakeTimeProvider();
        await using var fixture = await ClusterFixture.StartAsync(clock: clock, withTables: false);
        var writing = fixture.Cluster.WriteAsync(tx => tx.Delete("accounts", new { id = 1 }));
        Assert.False(writing.IsCompleted);

        clock.Advance(CdcClusterOptions.DefaultTablesTimeout);

        var error = await Assert.ThrowsAsync<InvalidWriteException>(() => writing.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("applier", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_TablesComeLate_GoesOn()
    {
        await using var fixture = await ClusterFixture.StartAsync(clock: new FakeTimeProvider(), withTables: false);
        var writing = fixture.Cluster.WriteAsync(tx => tx.Delete("accounts", new { id = 1 }));

        await ClusterFixture.PublishTablesAsync(fixture.Log);

        Assert.Equal(0, (await writing.WaitAsync(TimeSpan.FromSeconds(20))).Sequence);
    }

    [Fact]
    public async Task Insert_SomethingThatIsNoRow_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        Assert.Throws<ArgumentException>(() => fixture.Cluster.CreateTransaction().Insert("accounts", 5));
        Assert.Throws<ArgumentException>(() => fixture.Cluster.CreateTransaction().Insert("accounts", "id=5"));
        Assert.Throws<ArgumentException>(() => fixture.Cluster.CreateTransaction().Insert("accounts", new int[] { 5 }));
    }
}
