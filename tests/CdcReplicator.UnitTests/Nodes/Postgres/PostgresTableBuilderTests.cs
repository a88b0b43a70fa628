using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PostgresTableBuilderTests
{
    [Theory]
    [InlineData("p:a", "a", true)]
    [InlineData("p:a u:b", "a", true)]
    [InlineData("u:a u:b", "a", true)]
    [InlineData("u:n u:b", "b", true)]
    [InlineData("r:b u:a", "b", true)]
    [InlineData("p:g u:a", "a", true)]
    [InlineData("p:g", "g", true)]
    [InlineData("r:g u:n", "g", true)]
    [InlineData("u:g", "", false)]
    [InlineData("x:a", "a", false)]
    public void Build_Indexes_ChooseTheKeyChangesCanName(string indexes, string key, bool arbitrates)
    {
        ColumnDefinition[] columns =
        [
            Column("a"),
            Column("b"),
            Column("n") with
            {
                Nullable = true,
            },
            Column("g") with
            {
                Generated = true,
            },
        ];

        var table = PostgresTableBuilder.Build(
            TableName.Parse("t"),
            columns,
            [.. indexes.Split(' ').Select(Index)],
            [],
            TableFacts.Plain
        );

        Assert.Equal(key, string.Join(',', table.Definition.PrimaryKey));
        Assert.Equal(arbitrates, table.KeyArbitrates);
    }

    private static ColumnDefinition Column(string name) =>
        new(name, new ColumnType(ColumnKind.Int32, "integer"), Nullable: false);

    /// <summary>Primary key, replica identity, unique, or a primary key without overlaps.</summary>
    private static PostgresIndexRow Index(string text) =>
        new(
            Table: 1,
            Name: text,
            IsPrimary: text[0] is 'p' or 'x',
            IsReplicaIdentity: text[0] == 'r',
            IsImmediate: true,
            IsPlain: true,
            Columns: [text[2..]],
            IsExact: true,
            IsExclusion: text[0] == 'x',
            NullsNotDistinct: false
        );
}
