using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class RelayOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(new RelayOptions().Validate());

    [Fact]
    public void Validate_EverythingWrong_ListsEveryError()
    {
        var wrong = new RelayOptions
        {
            Listen = "somewhere",
            Level = "session",
            MaxConnections = 0,
            StartupTimeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.Zero,
            MaxUnauthenticated = 0,
            LoginTimeout = TimeSpan.Zero,
            StallTimeout = TimeSpan.Zero,
            TlsCertificate = "",
            TlsKey = "",
            TlsClientCa = "",
            KeepAlive = TimeSpan.Zero,
            HandOverGrace = TimeSpan.FromSeconds(-1),
            DrainTimeout = TimeSpan.FromSeconds(-1),
        };

        // A yes or no cannot be wrong.
        var settings = typeof(RelayOptions).GetProperties().Where(setting => setting.PropertyType != typeof(bool));
        Assert.Equal(settings.Count(), wrong.Validate().Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    public void Validate_KeepAlive_IsWhatASocketTakes(int seconds, bool isValid)
    {
        var options = new RelayOptions { KeepAlive = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(isValid, options.Validate().Count == 0);
    }

    [Fact]
    public void Validate_LevelThatIsNone_SaysWhichThereAre() =>
        Assert.Contains(
            "bounded:AGE",
            Assert.Single(new RelayOptions { Level = "fresh" }.Validate()),
            StringComparison.Ordinal
        );

    [Fact]
    public void Validate_TlsInPart_NamesWhatIsMissing()
    {
        var certificateOnly = new RelayOptions { TlsCertificate = "relay.crt" }.Validate();
        var requiredOnly = new RelayOptions { TlsRequired = true }.Validate();
        var clientsOnly = new RelayOptions { TlsClientCa = "clients.crt" }.Validate();

        Assert.Contains("TlsKey", Assert.Single(certificateOnly), StringComparison.Ordinal);
        Assert.Contains("TlsCertificate", Assert.Single(requiredOnly), StringComparison.Ordinal);
        Assert.Contains("TlsCertificate", Assert.Single(clientsOnly), StringComparison.Ordinal);
    }
}
