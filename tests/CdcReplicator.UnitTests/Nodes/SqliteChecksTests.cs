using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SqliteChecksTests
{
    [Fact]
    public void Find_ChecksAmongStringsAndComments_GivesTheirExpressions()
    {
        const string sql = """
            CREATE TABLE t ("check" int CHECK ("check" > 0), -- CHECK (no)
              s text DEFAULT 'CHECK (no)', /* CHECK (no) */ checked int,
              CONSTRAINT c check(s <> ')' AND (checked IN (1, 2))))
            """;

        Assert.Equal(
            ["\"check\" > 0", "s <> ')' AND (checked IN (1, 2))"],
            SqliteChecks.Find(sql).Select(check => check.Expression)
        );
    }
}
