using System.Text.RegularExpressions;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Names with dots, and names several tables could have: what a message tells to create or to ignore can be created and
/// ignored.
/// </summary>
public sealed partial class DottedNamesContract
{
    public static TheoryData<string, string> Names =>
        new()
        {
            { "public", "part.list" },
            { "Weird.Schema", "t" },
            { "Weird.Schema", "a.b" },
            { "inventory", "say \"hi\"" },
            { "public", "T" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public Task Apply_TableCreatedAsTheMessageSays_IsTheOneMeantOnSqlite(string schema, string name) =>
        AssertCreatedAsSaidAsync(NodeKinds.Sqlite, new TableName(schema, name));

    [Testing.PostgresTheory]
    [MemberData(nameof(Names))]
    public Task Apply_TableCreatedAsTheMessageSays_IsTheOneMeantOnPostgres(string schema, string name) =>
        AssertCreatedAsSaidAsync(NodeKinds.Postgres, new TableName(schema, name));

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_NamesIgnoredAsTheMessageSays_ArePassedOver(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, """CREATE TABLE "part.list" (id int PRIMARY KEY)""");
        var table = kind == NodeKinds.Postgres ? new TableName("public", "part.list") : new TableName("part", "list");
        RowChange[] strays =
        [
            OfRow(table, Int("id", 1), Int("extra.x", 5)),
            OfRow(new TableName("Weird.Schema", "a.b"), Int("id", 1)),
        ];
        foreach (var stray in strays)
        {
            var change = node.Change(WriteSemantics.Trusted, stray);
            await node.OpenAsync();
            var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyAsync(change));
            var pattern = Ignored().Match(fault.Message).Groups[1].Value;

            await using var ignoring = NodeFactory.Create(
                node.Options with
                {
                    Ignore = [pattern],
                },
                Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
                TimeProvider.System
            );
            await ignoring.OpenAsync(node.Cluster, CancellationToken.None);
            await using var transaction = await ignoring.BeginAsync(WriteSemantics.Trusted, CancellationToken.None);
            Assert.True((await transaction.ApplyAsync(change, CancellationToken.None)).IsAccepted);
        }
    }

    [Fact]
    public async Task Apply_SqliteTableDeclaredWithSchemaPublic_IsWritten()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Sqlite,
            """CREATE TABLE "public.x" (id int PRIMARY KEY); CREATE TABLE "a.b" (id int PRIMARY KEY)"""
        );

        await node.TrustedAsync(Create("public.x", Int("id", 1)), Create("a.b", Int("id", 2)));
        await node.CheckedAsync(Create("x", Int("id", 3)));

        Assert.Equal(["1", "3"], await node.QueryAsync("SELECT id FROM \"public.x\" ORDER BY id"));
        Assert.Equal(["2"], await node.QueryAsync("SELECT id FROM \"a.b\""));
    }

    [Fact]
    public async Task Open_SqliteTablesThatStandForOne_AreRefusedByName()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Sqlite,
            """CREATE TABLE "public.x" (id int PRIMARY KEY); CREATE TABLE x (id int PRIMARY KEY)"""
        );

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.True(fault.MayHeal);
        Assert.Contains("\"public.x\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("\"x\"", fault.Message, StringComparison.Ordinal);
        await node.ExecuteAsync("ALTER TABLE x RENAME TO y");
        Assert.Equal(["public.x", "public.y"], (await node.OpenAsync()).Tables.Select(table => table.Name.ToString()));
    }

    private static async Task AssertCreatedAsSaidAsync(string kind, TableName table)
    {
        // On SQLite these are other tables' names, or equal to the wanted ones but for case.
        await using var node = await TestNode.CreateAsync(
            kind,
            """CREATE TABLE "part.list" (id int PRIMARY KEY); CREATE TABLE "Weird.Schema.t" (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY)"""
        );
        if (kind == NodeKinds.Postgres)
        {
            await node.ExecuteAsync(
                """CREATE SCHEMA "Weird.Schema"; CREATE SCHEMA inventory; DROP TABLE "part.list" """
            );
        }

        var change = node.Change(WriteSemantics.Trusted, OfRow(table, Int("id", 7)));
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyAsync(change));
        var create = Created().Match(fault.Message).Groups[1].Value;
        await node.ExecuteAsync($"{create} (id int PRIMARY KEY)");
        await node.OpenAsync();
        await node.ApplyAsync(change);

        Assert.Equal(["7"], await node.QueryAsync($"SELECT id FROM {create["CREATE TABLE ".Length..]}"));
        Assert.Contains((await node.OpenAsync()).Tables, found => found.Name == table);
    }

    private static RowChange OfRow(TableName table, params (string, DataValue)[] after) =>
        new()
        {
            Table = table,
            Operation = ChangeOperation.Create,
            After = RowImages.Of(after),
        };

    [GeneratedRegex(@"\((CREATE TABLE .*)\), or")]
    private static partial Regex Created();

    [GeneratedRegex("'([^']*)' to the node's Ignore list")]
    private static partial Regex Ignored();
}
