using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class SchemaComparisonTests
{
    private static readonly SchemaPart Index = new("index", "t_v", "CREATE INDEX t_v ON public.t (v)", ["v"]);
    private static readonly SchemaPart Default = new("column", "v", "text DEFAULT 'x'", ["v"]);

    [Fact]
    public void Of_SameKindAndSameParts_FindsNothing() =>
        Assert.Empty(Compare(Of(NodeKinds.Postgres, Index, Default), Of(NodeKinds.Postgres, Default, Index)));

    [Fact]
    public void Of_IndexDropped_NamesItAndTheNode() =>
        Assert.Equal(
            "public.t: index t_v: 'CREATE INDEX t_v ON public.t (v)' on a, missing on b.",
            Assert.Single(Compare(Of(NodeKinds.Postgres, Index), Of(NodeKinds.Postgres))).Text
        );

    [Fact]
    public void Of_DefaultChanged_NamesBoth() =>
        Assert.Equal(
            "public.t: column v: 'text DEFAULT 'x'' on a, 'text DEFAULT 'y'' on b.",
            Assert
                .Single(
                    Compare(
                        Of(NodeKinds.Sqlite, Default),
                        Of(NodeKinds.Sqlite, Default with { Text = "text DEFAULT 'y'" })
                    )
                )
                .Text
        );

    [Fact]
    public void Of_ColumnThatANodeIgnores_IsLeftOut() =>
        Assert.Empty(
            SchemaComparison.Of(
                "public.t",
                Named([Of(NodeKinds.Postgres, Index, Default), Of(NodeKinds.Postgres)]),
                column => column == "v"
            )
        );

    [Fact]
    public void Of_TwoKinds_LooksAtWhatTheyHaveInCommonAlone()
    {
        var postgres = Of(NodeKinds.Postgres, Index) with { Definition = Table(ColumnKind.Int32, nullable: true) };
        var sqlite = Of(NodeKinds.Sqlite, Default) with { Definition = Table(ColumnKind.Int64, nullable: true) };

        Assert.Empty(Compare(postgres, sqlite));
    }

    [Theory]
    [InlineData(ColumnKind.Text, true, "column n: 'Text' on b, 'integer' on a")]
    [InlineData(ColumnKind.Int64, false, "column n: 'integer NOT NULL' on b, 'integer' on a")]
    internal void Of_TwoKindsWithAnotherColumn_NamesIt(ColumnKind kind, bool nullable, string expected)
    {
        var postgres = Of(NodeKinds.Postgres) with { Definition = Table(ColumnKind.Int32, nullable: true) };
        var sqlite = Of(NodeKinds.Sqlite) with { Definition = Table(kind, nullable) };

        Assert.Contains(expected, Assert.Single(Compare(postgres, sqlite)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoKindsWithoutAUniqueAndAForeignKey_NamesBoth()
    {
        var whole = Table(ColumnKind.Int64, nullable: true);
        var parent = TableName.Parse("public.p");
        var postgres = Of(NodeKinds.Postgres) with
        {
            Definition = whole with
            {
                Uniques = [new UniqueConstraint("u", ["n"])],
                ForeignKeys = [new ForeignKeyConstraint("f", ["n"], parent, ["id"])],
            },
        };
        var sqlite = Of(NodeKinds.Sqlite) with { Definition = whole };

        Assert.Equal(
            ["foreign key (n)", "unique (n)"],
            Compare(postgres, sqlite).Select(part => part.What).Order(StringComparer.Ordinal)
        );
    }

    private static TableDefinition Table(ColumnKind kind, bool nullable) =>
        new(
            TableName.Parse("public.t"),
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
                new ColumnDefinition("n", new ColumnType(kind, "any"), nullable),
            ],
            ["id"],
            [],
            [],
            []
        );

    private static TableSchema Of(string kind, params SchemaPart[] parts) =>
        new(kind, Table(ColumnKind.Int64, nullable: true), parts);

    private static IReadOnlyList<SchemaDifference> Compare(params TableSchema[] schemas) =>
        [.. SchemaComparison.Of("public.t", Named(schemas), _ => false)];

    private static Dictionary<string, TableSchema> Named(TableSchema[] schemas) =>
        schemas
            .Select((schema, i) => (schema, Id: ((char)('a' + i)).ToString()))
            .ToDictionary(s => s.Id, s => s.schema);
}
