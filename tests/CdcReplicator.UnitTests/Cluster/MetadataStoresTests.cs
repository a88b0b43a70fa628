using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class MetadataStoresTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _store;

    public MetadataStoresTests() => _store = new InMemoryMetadataStore(_time);

    [Fact]
    public async Task Identity_TwoProposals_BothGetTheFirst()
    {
        var first = ClusterSettings.NewLog() with { TransactionTimeout = TimeSpan.FromSeconds(7) };
        var identities = new LogIdentityStore(_store);

        Assert.Null(await identities.FindAsync(CancellationToken.None));
        Assert.Equal(first, await identities.FindOrProposeAsync(first, CancellationToken.None));
        Assert.Equal(
            first,
            await new LogIdentityStore(_store).FindOrProposeAsync(ClusterSettings.NewLog(), CancellationToken.None)
        );
    }

    [Fact]
    public async Task Tables_OfSeveralNodes_PreferPostgresThenLowestNodeId()
    {
        var tables = new TableStore(_store);
        await tables.PublishAsync(new NodeTables("a", "sqlite", [Table("t", "INT"), Table("only", "INT")]), default);
        await tables.PublishAsync(new NodeTables("c", "postgres", [Table("t", "int4")]), default);
        await tables.PublishAsync(new NodeTables("b", "postgres", [Table("t", "int8")]), default);

        var merged = await tables.ReadAsync(CancellationToken.None);

        Assert.Equal("int8", merged[TableName.Parse("t")].Columns[0].Type.NativeName);
        Assert.Equal("INT", merged[TableName.Parse("only")].Columns[0].Type.NativeName);
    }

    [Fact]
    public async Task Tables_PublishedAndRead_KeepEveryPart()
    {
        var element = new ColumnType(ColumnKind.Decimal, "numeric(10,2)", null, 10, 2);
        var table = new TableDefinition(
            new TableName("s", "t.x"),
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "int8"), false, true, false, true),
                new ColumnDefinition("é", new ColumnType(ColumnKind.Array, "numeric[]", Element: element), true),
            ],
            ["id"],
            [new UniqueConstraint("u", ["é", "id"])],
            [new CheckConstraint("c", "id > 0")],
            [new ForeignKeyConstraint("f", ["id"], new TableName("s", "o"), ["oid"])]
        );
        var tables = new TableStore(_store);

        await tables.PublishAsync(new NodeTables("n", "postgres", [table]), CancellationToken.None);

        var read = (await tables.ReadAsync(CancellationToken.None))[table.Name];
        Assert.Equal(table.Columns, read.Columns);
        Assert.Equal(table.PrimaryKey, read.PrimaryKey);
        Assert.Equal(table.Uniques[0].Columns, read.Uniques[0].Columns);
        Assert.Equal(table.Checks, read.Checks);
        Assert.Equal(table.ForeignKeys[0].References, read.ForeignKeys[0].References);
        Assert.Equal(table.ForeignKeys[0].ReferencedColumns, read.ForeignKeys[0].ReferencedColumns);
    }

    [Fact]
    public async Task Identity_EntryThatIsNotJson_NamesTheEntry()
    {
        await _store.PutAsync("identity/a", [1], CancellationToken.None);

        var error = await Assert.ThrowsAsync<ReplicationException>(() =>
            new LogIdentityStore(_store).FindAsync(CancellationToken.None)
        );

        Assert.Contains("identity/a", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standbys_EntryThatCannotBeRead_KeepsNobodyFromBeingShown()
    {
        var standbys = new StandbyStore(_store, _time);
        await standbys.PublishAsync(new Standby("a/b", "host:1"), CancellationToken.None);
        await _store.PutAsync("standby/c/host:2", [1], CancellationToken.None);
        await _store.PutAsync("standby/nobody", [1], CancellationToken.None);

        var shown = await standbys.ReadAsync(CancellationToken.None);

        Assert.Equal([("a/b", "host:1"), ("c", "host:2")], shown.Select(view => (view.NodeId, view.ApplierId)));
    }

    [Fact]
    public async Task Forgotten_EntryOfAnotherNodeThatCannotBeRead_IsNotRead()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _store.PutAsync("forgotten/b", [1], CancellationToken.None);
        await _store.PutAsync("forgotten/ab", [1], CancellationToken.None);
        await new MemberRemoval(_store, _time).ReadmitAsync("a", CancellationToken.None);

        await foreach (var word in new ForgottenStore(_store).WatchAsync("a", patience.Token))
        {
            Assert.Equal(("a", false), (word.NodeId, word.IsForgotten));
            break;
        }
    }

    private static TableDefinition Table(string name, string type) =>
        new(
            TableName.Parse(name),
            [new ColumnDefinition("id", new ColumnType(ColumnKind.Int32, type), false)],
            ["id"],
            [],
            [],
            []
        );
}
