using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.SchemaChanges;

public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("CREATE TABLE t (id int PRIMARY KEY, at timestamptz DEFAULT now())")]
    [InlineData(
        "CREATE TABLE IF NOT EXISTS t (id int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS (id) STORED)"
    )]
    [InlineData("CREATE UNIQUE INDEX ON t (lower(a))")]
    [InlineData("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$")]
    [InlineData("CREATE TYPE mood AS ENUM ('a', 'b')")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("ALTER TABLE t ADD a int")]
    [InlineData("ALTER TABLE t ADD COLUMN a varchar(20) NOT NULL DEFAULT 'x', ADD b numeric(10,2) DEFAULT (1 + 2)")]
    [InlineData("ALTER TABLE \"T\" ADD \"At\" timestamp with time zone NOT NULL DEFAULT TIMESTAMPTZ '-infinity'")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES app.u (id) ON DELETE CASCADE")]
    [InlineData("ALTER TABLE t ADD a int REFERENCES app.u (id)")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c CHECK (length(a) < 5 AND b IN (1, 2))")]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET DEFAULT now()")]
    [InlineData("ALTER TABLE t ALTER a TYPE bigint USING a::bigint")]
    [InlineData("ALTER TABLE t DROP COLUMN a, DROP CONSTRAINT c")]
    [InlineData("ALTER TABLE t RENAME a TO now")]
    [InlineData("ALTER TYPE mood ADD VALUE 'c'")]
    [InlineData("DROP TABLE t, u CASCADE")]
    [InlineData("DROP INDEX i")]
    [InlineData("GRANT SELECT ON t TO r")]
    [InlineData("COMMENT ON TABLE t IS 'now'")]
    [InlineData("SET search_path = app")]
    [InlineData("SET LOCAL search_path = app")]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\") VALUES ('1_A') ON CONFLICT DO NOTHING")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '1_A'")]
    [InlineData("CREATE TABLE k (id int PRIMARY KEY, t text); INSERT INTO k VALUES (1, 'one'), (-2, NULL)")]
    public void Read_StatementThatIsTheSameEverywhere_IsTaken(string script)
    {
        Assert.Empty(ScriptReader.Read(script, NodeKinds.Postgres).Problems);
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD a timestamptz DEFAULT now()", "function now")]
    [InlineData("ALTER TABLE t ADD a timestamptz DEFAULT CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP")]
    [InlineData("ALTER TABLE t ADD a timestamptz DEFAULT 'now'", "'now'")]
    [InlineData("ALTER TABLE t ADD a date DEFAULT ' Today '::date", "Today")]
    [InlineData("ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()", "gen_random_uuid")]
    [InlineData("ALTER TABLE t ADD a float DEFAULT pg_catalog.random()", "random")]
    [InlineData("ALTER TABLE t ADD a float DEFAULT random ()", "random")]
    [InlineData("ALTER TABLE t ADD a bigint DEFAULT nextval('s')", "nextval")]
    [InlineData("ALTER TABLE t ADD b int, ADD a timestamptz DEFAULT clock_timestamp()", "clock_timestamp")]
    [InlineData("ALTER TABLE t ADD a bigserial", "bigserial")]
    [InlineData("ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY", "IDENTITY")]
    [InlineData("ALTER TABLE t ALTER a TYPE timestamptz USING now()", "now")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c CHECK (a < now())", "now")]
    [InlineData("ALTER TABLE t ADD a int DEFAULT \"random\"()", "random")]
    [InlineData("ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "CONCURRENTLY")]
    [InlineData("CREATE TABLE t AS SELECT 1", "CREATE TABLE AS")]
    [InlineData("CREATE TEMP TABLE t (id int)", "CREATE TEMP TABLE")]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", "materialized view")]
    [InlineData("SELECT 1 INTO t", "SELECT")]
    [InlineData("SELECT setval('s', 1)", "SELECT")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x", "WITH")]
    [InlineData("INSERT INTO t VALUES (1)", "SDK")]
    [InlineData("UPDATE t SET a = 1", "SDK")]
    [InlineData("DELETE FROM t", "SDK")]
    [InlineData("TRUNCATE t", "TRUNCATE")]
    [InlineData("COPY t FROM STDIN", "COPY")]
    [InlineData("VACUUM t", "VACUUM")]
    [InlineData("ROLLBACK", "ROLLBACK")]
    [InlineData("SET ROLE other", "SET ROLE")]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" VALUES (now())", "now")]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" SELECT * FROM t", "SELECT")]
    [InlineData("CREATE TABLE k (id int); INSERT INTO k SELECT id FROM t", "SELECT")]
    [InlineData("DO $$ BEGIN PERFORM 1; END $$", "history table")]
    [InlineData(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM t WHERE a = 1) THEN DROP TABLE u; END IF; END $$",
        "history table"
    )]
    [InlineData("CREATE INDEX CONCURRENTLY ON t (a)", "name")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX j", "script of their own")]
    [InlineData("DROP INDEX CONCURRENTLY i, j", "one index")]
    [InlineData("-- nothing", "no statement")]
    [InlineData("BEGIN; COMMIT;", "no statement")]
    public void Read_StatementThatMayDiffer_IsRefusedByName(string script, string named)
    {
        var problems = ScriptReader.Read(script, NodeKinds.Postgres).Problems;
        Assert.Contains(named, Assert.Single(problems), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("CREATE TEMP TABLE t (id int)", "CREATE TEMP TABLE")]
    [InlineData("CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE VIRTUAL TABLE")]
    [InlineData("PRAGMA journal_mode = DELETE", "PRAGMA")]
    [InlineData("ATTACH 'x' AS y", "ATTACH")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", "only PostgreSQL")]
    [InlineData("INSERT INTO t SELECT * FROM u", "SDK")]
    [InlineData("CREATE TABLE n (a); INSERT INTO n SELECT random() FROM t", "random")]
    public void Read_StatementThatMayDifferOnSqlite_IsRefusedByName(string script, string named)
    {
        var problems = ScriptReader.Read(script, NodeKinds.Sqlite).Problems;
        Assert.Contains(named, Assert.Single(problems), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Read_TransactionsAndTimeouts_AreTakenOff()
    {
        var reading = ScriptReader.Read(
            "SET lock_timeout = 0; START TRANSACTION; DROP TABLE a; COMMIT; BEGIN WORK; DROP TABLE b; END;",
            NodeKinds.Postgres
        );
        Assert.Equal(["DROP TABLE a", "DROP TABLE b"], reading.Script!.Statements);
        Assert.False(reading.Script.IsConcurrent);
    }

    [Fact]
    public void Read_ConcurrentIndexes_AreAScriptOfTheirOwn()
    {
        const string script = "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a); DROP INDEX CONCURRENTLY app.\"J\";";
        Assert.True(ScriptReader.Read(script, NodeKinds.Postgres).Script!.IsConcurrent);
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON ONLY app.t (a)", "i", false, "app.t")]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I\" ON \"t\"", "\"I\"", false, "\"t\"")]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS app.\"I\"", "app.\"I\"", true, null)]
    public void Of_ConcurrentIndex_NamesItAsItIsWritten(string sql, string name, bool isDrop, string? table)
    {
        var statement = Assert.Single(SqlSplitter.Split(sql, NodeKinds.Postgres));
        Assert.Equal(new ConcurrentIndex(name, isDrop, table), ConcurrentIndex.Of(statement));
    }

    [Theory]
    [InlineData(NodeKinds.Postgres, ToolScripts.EntityFramework, 7)]
    [InlineData(NodeKinds.Sqlite, ToolScripts.EntityFrameworkSqlite, 7)]
    [InlineData(NodeKinds.Postgres, ToolScripts.Flyway, 4)]
    [InlineData(NodeKinds.Postgres, ToolScripts.DbUp, 3)]
    public void Read_ScriptOfATool_IsTaken(string kind, string script, int statements)
    {
        var reading = ScriptReader.Read(script, kind);
        Assert.Empty(reading.Problems);
        Assert.Equal(statements, reading.Script!.Statements.Count);
    }

    [Fact]
    public void Read_BlockOfAToolWithAVolatileDefault_IsRefused()
    {
        var script = ToolScripts.EntityFramework.Replace(
            "TIMESTAMPTZ '-infinity'",
            "(now())",
            StringComparison.Ordinal
        );
        Assert.Contains("now", Assert.Single(ScriptReader.Read(script, NodeKinds.Postgres).Problems));
    }

    [Fact]
    public void Read_VariableOfAToolThatWasNotWrittenOut_IsRefused()
    {
        Assert.NotEmpty(ScriptReader.Read("CREATE TABLE $schema$.t (id int)", NodeKinds.Postgres).Problems);
    }
}
