using System.Security.Cryptography;
using System.Text;
using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class CallerListTests
{
    private const string Canary = "hunter2";

    private readonly List<string> _problems = [];

    [Fact]
    public void Parse_Lines_AreTheCallersWithTheirRoles()
    {
        var list = CallerList.Parse(
            [
                "# who may look",
                "",
                $"reader\tprometheus  token:{Digest("look")}",
                $"  operator ann token:{Digest("order").ToUpperInvariant()}",
                $"admin bob certificate:{Digest("certificate")}",
                $"admin ann-again token:{Digest("order")}",
            ],
            _problems
        );

        Assert.Empty(_problems);
        Assert.True(list.HasCertificates);
        Assert.Equal(CallerRole.Reader, list.RoleOfToken("look"u8));
        Assert.Equal(CallerRole.Admin, list.RoleOfToken("order"u8));
        Assert.Equal(CallerRole.Admin, list.RoleOfCertificate("certificate"u8));
        Assert.Equal(CallerRole.None, list.RoleOfToken("certificate"u8));
        Assert.Equal(CallerRole.None, list.RoleOfCertificate("look"u8));
        Assert.Equal(CallerRole.None, list.RoleOfToken(""u8));
    }

    [Theory]
    [InlineData("reader ann token:hunter2")]
    [InlineData("reader ann hunter2")]
    [InlineData("token:hunter2")]
    [InlineData("boss ann token:hunter2")]
    [InlineData("reader ann password:hunter2 and more")]
    public void Parse_LineThatIsNone_IsNamedByItsNumberAndNotRepeated(string line)
    {
        CallerList.Parse(["", line], _problems);

        var problem = Assert.Single(_problems);
        Assert.Contains("line 2 ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Nobody_IsAProblem()
    {
        CallerList.Parse(["# nobody"], _problems);

        Assert.Contains("names nobody", Assert.Single(_problems), StringComparison.Ordinal);
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
