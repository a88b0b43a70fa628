using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class NodeOptionsTests
{
    [Fact]
    public void Validate_EverythingWrong_ReportsEveryError()
    {
        var options = new NodeOptions
        {
            Kind = "oracle",
            PasswordFile = "/nowhere/password",
            PasswordEnvironmentVariable = "CDC_TEST_NOT_SET",
            Ignore = ["plain", "a..b", "s.t", "s.t.c"],
            RowsWithoutPosition = (RowsWithoutPosition)7,
            BatchRows = 3,
            DecidesAlike = ["t", "public.*", "public.right"],
        };

        var errors = options.Validate();

        Assert.Equal(11, errors.Count);
    }

    [Theory]
    [InlineData("postgres", "Host=db;Username=u", null)]
    [InlineData("postgres", "Username=u", "names no Host")]
    [InlineData("postgres", "Nonsense=1;Password=secret", "cannot be read")]
    [InlineData("sqlite", "Data Source=a.db", null)]
    [InlineData("sqlite", "Data Source=:memory:", "must be a file")]
    [InlineData("sqlite", "", "names no Data Source")]
    public void Validate_ConnectionString_SaysWhatIsWrongWithoutShowingIt(
        string kind,
        string connectionString,
        string? problem
    )
    {
        var errors = new NodeOptions
        {
            Id = "n",
            Kind = kind,
            ConnectionString = connectionString,
        }.Validate();

        if (problem is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(errors), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", errors[0], StringComparison.Ordinal);
        }
    }
}
