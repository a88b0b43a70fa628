using CdcReplicator.Model;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Trusted changes whose key is not the table's: the row is found by what the record names.</summary>
public sealed class OtherKeyNodeContract
{
    private const string Ddl = """
        CREATE TABLE kit (id int PRIMARY KEY, code text NOT NULL UNIQUE, v text);
        CREATE TABLE loose (id int PRIMARY KEY, code text, v text);
        INSERT INTO kit VALUES (11, 'p', 'x'), (12, 'q', 'y'), (13, 'r', 'z');
        INSERT INTO loose VALUES (1, 'a', 'x'), (2, 'a', 'y'), (3, NULL, 'z');
        """;

    private const string Kits = "SELECT id, code, v FROM kit ORDER BY id";

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_Delete_FindsTheRow(string kind) =>
        EndAsync(kind, ["11|p|x", "13|r|z"], Of(Delete("kit", Text("code", "q"))));

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_DeleteOfAbsentRow_LeavesAll(string kind) =>
        EndAsync(kind, ["11|p|x", "12|q|y", "13|r|z"], Of(Delete("kit", Text("code", "none"))));

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_Update_WritesTheRow(string kind) =>
        EndAsync(
            kind,
            ["11|p|x", "12|q|new", "13|r|z"],
            Update("kit", [Text("code", "q")], Int("id", 12), Text("code", "q"), Text("v", "new"))
        );

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_UpdateOfThePrimaryKeyAlone_MovesTheRow(string kind) =>
        EndAsync(
            kind,
            ["11|p|x", "13|r|z", "20|q|y"],
            Update("kit", [Text("code", "q")], Int("id", 20), Text("code", "q"), Text("v", "y"))
        );

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_ChangeOfTheIndexColumn_KeepsUnavailableValues(string kind) =>
        EndAsync(
            kind,
            ["11|p|x", "12|s|y", "13|r|z"],
            Of(Update("kit", [Text("code", "q")], Int("id", 12), Text("code", "s"), Unavailable("v"))) with
            {
                ChangesKey = true,
            }
        );

    [Theory, SqliteNode, PostgresNode]
    public Task Apply_UpdateOfAbsentRow_InsertsIt(string kind) =>
        EndAsync(
            kind,
            ["11|p|x", "12|q|y", "13|r|z", "14|t|new"],
            Update("kit", [Text("code", "t")], Int("id", 14), Text("code", "t"), Text("v", "new"))
        );

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_SeveralRowsWithTheKey_IsRefused(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.TrustedAsync(Delete("loose", Text("code", "a")))
        );

        Assert.Equal(
            "A change of table public.loose names its row by code, and several rows have these values.",
            fault.Problem
        );
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_DeleteThatMayNameAFiller_IsRefused(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        foreach (var filler in ((string, DataValue)[])[Text("code", ""), Null("code")])
        {
            var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.TrustedAsync(Delete("kit", filler)));

            Assert.Contains("may be fillers", fault.Problem, StringComparison.Ordinal);
            Assert.Contains("Identity", fault.Remedy, StringComparison.Ordinal);
        }

        Assert.Equal(["11|p|x", "12|q|y", "13|r|z"], await node.QueryAsync(Kits));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UpdateOfThePrimaryKeyAloneUntold_IsRefusedByTheSetting(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.TrustedAsync(Update("kit", [Int("id", 20)], Int("id", 20), Text("code", "q"), Text("v", "y")))
        );

        Assert.Contains("Sources:source:Tables[", fault.Remedy, StringComparison.Ordinal);
        Assert.Contains("kit]:Identity", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_KeyIsNull_FindsTheRow(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        await node.TrustedAsync(Delete("loose", Null("code")));

        Assert.Equal(["1", "2"], await node.QueryAsync("SELECT id FROM loose ORDER BY id"));
    }

    /// <summary>
    /// As a source with an index for replica identity sends it: the primary key of the old row is a filler.
    /// </summary>
    private static RowChange Of(RowChange change) => change.Expecting(Int("id", 0), Text("code", "q"), Null("v"));

    /// <summary>One by one, twice over, and in a batch among others that are planned.</summary>
    private static async Task EndAsync(string kind, string[] expected, RowChange change)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.TrustedAsync(change);
        await node.TrustedAsync(change);
        Assert.Equal(expected, await node.QueryAsync(Kits));

        await using var batched = await TestNode.CreateAsync(kind, Ddl);
        await batched.ApplyBatchAsync([.. Enumerable.Range(0, 40).Select(i => Transaction(batched, change, i))]);
        Assert.Equal(expected, await batched.QueryAsync(Kits));
    }

    private static ChangeTransaction Transaction(TestNode node, RowChange change, int number) =>
        node.Change(
            WriteSemantics.Trusted,
            number == 20 ? change : Create("loose", Int("id", number), Text("code", "b"), Null("v"))
        );
}
