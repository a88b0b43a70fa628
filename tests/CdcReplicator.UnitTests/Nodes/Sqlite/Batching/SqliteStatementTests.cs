using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class SqliteStatementTests : IDisposable
{
    private const int UniqueViolation = 2067;

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;

    public SqliteStatementTests()
    {
        _connection.Open();
        _statements = new SqliteStatements(_connection);
        _statements.Of("CREATE TABLE t (a, b UNIQUE)").Execute();
    }

    public static TheoryData<string> Texts =>
        new("", "a", "żółć 🐘", "1.10", new string('x', 512), string.Concat(Enumerable.Repeat("🐘", 3000)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Column_BoundText_IsTheText(string text)
    {
        var read = RoundTrip(SqliteStoredValue.Text(text));

        Assert.Equal(SqliteStorageClass.Text, read.Class);
        Assert.Equal(text, read.AsText());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Column_BoundBlob_IsTheBlob(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        var read = RoundTrip(SqliteStoredValue.Blob(bytes));

        Assert.Equal(SqliteStorageClass.Blob, read.Class);
        Assert.Equal(bytes, read.AsBlob());
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Column_BoundInteger_IsTheInteger(long number)
    {
        var read = RoundTrip(SqliteStoredValue.Integer(number));

        Assert.Equal(SqliteStorageClass.Integer, read.Class);
        Assert.Equal(number, read.AsInteger());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    public void Column_BoundReal_IsTheReal(double number)
    {
        var read = RoundTrip(SqliteStoredValue.Real(number));

        Assert.Equal(SqliteStorageClass.Real, read.Class);
        Assert.Equal(number, read.AsReal());
    }

    [Fact]
    public void Column_BoundNull_IsNull() =>
        Assert.Equal(SqliteStorageClass.Null, RoundTrip(SqliteStoredValue.Null).Class);

    [Fact]
    public void Execute_UpdateOfRows_CountsThem()
    {
        Insert(1);
        Insert(2);

        Assert.Equal(2, _statements.Of("UPDATE t SET a = 7").Execute());
        Assert.Equal(0, _statements.Of("UPDATE t SET a = 8 WHERE b = 3").Execute());
    }

    [Fact]
    public void Execute_Refused_ThrowsTheExtendedCodeAndCanBeRunAgain()
    {
        Insert(1);

        var refused = Assert.Throws<SqliteException>(() => Insert(1));

        Assert.Equal(UniqueViolation, refused.SqliteExtendedErrorCode);
        Assert.Equal(1, Insert(2));
    }

    [Fact]
    public void Of_SameText_IsTheSameStatementUntilTrimmed()
    {
        var first = _statements.Of("SELECT 0");
        _statements.Trim();
        Assert.Same(first, _statements.Of("SELECT 0"));

        for (var i = 1; i <= 500; i++)
        {
            _statements.Of($"SELECT {i}");
        }

        _statements.Trim();
        Assert.NotSame(first, _statements.Of("SELECT 0"));
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private SqliteStoredValue RoundTrip(SqliteStoredValue value)
    {
        var select = _statements.Of("SELECT ?1");
        select.Bind(1, value);
        Assert.True(select.Read());
        var read = select.Column(0);
        Assert.False(select.Read());
        select.Reset();
        return read;
    }

    private int Insert(long b)
    {
        var insert = _statements.Of("INSERT INTO t VALUES (0, ?1)");
        insert.Bind(1, SqliteStoredValue.Integer(b));
        return insert.Execute();
    }
}
