using CdcReplicator.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class ApplierOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(new ApplierOptions().Validate());

    [Fact]
    public void SpoolFolder_Default_IsNotSharedWithOtherUsers() =>
        Assert.Contains(Environment.UserName, new ApplierOptions().SpoolFolder, StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralErrors_NamesAll()
    {
        var options = new ApplierOptions
        {
            SpoolFolder = " ",
            ReadRecords = 0,
            Settings = new ApplierSettings { MaxRowsPerCommit = 0 },
        };

        var errors = string.Join('\n', options.Validate());

        Assert.Contains("SpoolFolder", errors, StringComparison.Ordinal);
        Assert.Contains("ReadRecords is 0", errors, StringComparison.Ordinal);
        Assert.Contains("MaxRowsPerCommit is 0", errors, StringComparison.Ordinal);
    }
}
