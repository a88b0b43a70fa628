using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.SchemaChanges;

public sealed class SqlSplitterTests
{
    public static TheoryData<string, string, string[]> Scripts =>
        new()
        {
            { NodeKinds.Postgres, "A; B;\n", ["A", "B"] },
            { NodeKinds.Postgres, "", [] },
            { NodeKinds.Postgres, ";;-- nothing\n/* ; */", [] },
            { NodeKinds.Postgres, "A ';' B; C", ["A ';' B", "C"] },
            { NodeKinds.Postgres, "A 'it''s;'; B", ["A 'it''s;'", "B"] },
            { NodeKinds.Postgres, "A E'it\\';'; B", ["A E'it\\';'", "B"] },
            { NodeKinds.Postgres, "A 'no\\'; B", ["A 'no\\'", "B"] },
            { NodeKinds.Postgres, "A \"x;\"\"y\"; B", ["A \"x;\"\"y\"", "B"] },
            { NodeKinds.Postgres, "A U&\"\\0061;\"; B", ["A U&\"\\0061;\"", "B"] },
            { NodeKinds.Postgres, "A -- ;\nB; C", ["A -- ;\nB", "C"] },
            { NodeKinds.Postgres, "A /* ; /* ; */ ; */ B; C", ["A /* ; /* ; */ ; */ B", "C"] },
            { NodeKinds.Postgres, "A $$ ; $$; B", ["A $$ ; $$", "B"] },
            { NodeKinds.Postgres, "A $x$ ; $$ ; $x$; B", ["A $x$ ; $$ ; $x$", "B"] },
            { NodeKinds.Postgres, "A a$b$; B", ["A a$b$", "B"] },
            { NodeKinds.Postgres, "A $1; B", ["A $1", "B"] },
            {
                NodeKinds.Postgres,
                "CREATE RULE r AS ON INSERT TO t DO (A; B); C",
                ["CREATE RULE r AS ON INSERT TO t DO (A; B)", "C"]
            },
            {
                NodeKinds.Postgres,
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; B",
                ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END", "B"]
            },
            { NodeKinds.Sqlite, "A /* /* ; */ B; C", ["A /* /* ; */ B", "C"] },
            { NodeKinds.Sqlite, "A [x;]; B `y;`", ["A [x;]", "B `y;`"] },
            { NodeKinds.Sqlite, "A 'no\\'; B", ["A 'no\\'", "B"] },
            {
                NodeKinds.Sqlite,
                "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 1 ELSE 2 END; SELECT 1; END; B",
                ["CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 1 ELSE 2 END; SELECT 1; END", "B"]
            },
        };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Split_Script_CutsAtSemicolonsOfItsOwn(string kind, string script, string[] statements)
    {
        Assert.Equal(statements, SqlSplitter.Split(script, kind).Select(statement => statement.Sql));
    }

    [Theory]
    [InlineData("A;\nB 'open", "Line 2")]
    [InlineData("A \"open", "Line 1")]
    [InlineData("A $x$ open", "dollar quote '$x$'")]
    [InlineData("A /* open", "comment")]
    [InlineData("\\connect other\nA", "'\\connect other' is a command of psql")]
    public void Split_WhatDoesNotEndOrIsNoSql_IsNamed(string script, string named)
    {
        var wrong = Assert.Throws<SqlScriptException>(() => SqlSplitter.Split(script, NodeKinds.Postgres));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_Statements_KnowTheirLines()
    {
        Assert.Equal([1, 3], SqlSplitter.Split("A\n;\nB", NodeKinds.Postgres).Select(statement => statement.Line));
    }
}
