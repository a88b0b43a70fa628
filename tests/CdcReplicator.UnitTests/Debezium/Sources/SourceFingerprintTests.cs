using CdcReplicator.Debezium;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SourceFingerprintTests
{
    [Fact]
    public void Of_SameInOtherOrder_IsTheSame() =>
        Assert.Equal(Of(["a.t", "a.u"], ["x", "y"]), Of(["a.u", "a.t"], ["y", "x"]));

    [Fact]
    public void Of_AnythingElse_IsAnother()
    {
        string[] all =
        [
            SourceFingerprint.Of(new SourceOptions()),
            SourceFingerprint.Of(new SourceOptions { NullCharacters = "strip" }),
            SourceFingerprint.Of(new SourceOptions { BinaryHandlingMode = "hex" }),
            Of(["a.t"], ["x"]),
            Of(["a.t"], ["y"]),
            Of(["a.u"], ["x"]),
        ];

        Assert.Distinct(all);
    }

    private static string Of(string[] tables, string[] identity) =>
        SourceFingerprint.Of(
            new SourceOptions
            {
                Tables = [.. tables.Select(table => new SourceTableOptions { Source = table, Identity = identity })],
            }
        );
}
