using CdcReplicator.Cli;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Connectors;

public sealed class SourceSectionTests
{
    [Fact]
    public void Write_NothingSet_SaysTheConnectorsDefaults()
    {
        var (name, options) = Read(ConnectorText.Without("interval.handling.mode", "decimal.handling.mode"));

        Assert.Equal("erp", name);
        Assert.Equal("precise", options.DecimalHandlingMode);
        Assert.Equal("adaptive", options.TimePrecisionMode);
        Assert.Equal("numeric", options.IntervalHandlingMode);
        Assert.Equal("bytes", options.BinaryHandlingMode);
        Assert.Equal("json", options.HstoreHandlingMode);
        Assert.Equal("none", options.FieldNameAdjustmentMode);
        Assert.Null(options.UnavailableValuePlaceholder);
    }

    [Fact]
    public void Write_EverythingSet_IsSaidInSmallLetters()
    {
        var (_, options) = Read(
            ConnectorText.With(
                """
                decimal.handling.mode=String
                time.precision.mode=ISOSTRING
                interval.handling.mode=string
                binary.handling.mode=base64-url-safe
                hstore.handling.mode=map
                field.name.adjustment.mode=avro_unicode
                unavailable.value.placeholder=hex:5F5F
                """
            )
        );

        Assert.Equal("string", options.DecimalHandlingMode);
        Assert.Equal("isostring", options.TimePrecisionMode);
        Assert.Equal("string", options.IntervalHandlingMode);
        Assert.Equal("base64-url-safe", options.BinaryHandlingMode);
        Assert.Equal("map", options.HstoreHandlingMode);
        Assert.Equal("avro_unicode", options.FieldNameAdjustmentMode);
        Assert.Equal("hex:5F5F", options.UnavailableValuePlaceholder);
    }

    [Fact]
    public void Write_MySql_HasItsOwnDefaultsAndNoMore()
    {
        var settings = new ConnectorSettings(
            PropertiesText.Parse("connector.class=io.debezium.connector.mysql.MySqlConnector\ntopic.prefix=my")
        );

        var (name, options) = Read(settings);

        Assert.Equal("my", name);
        Assert.Equal("adaptive_time_microseconds", options.TimePrecisionMode);
        Assert.Null(options.IntervalHandlingMode);
        Assert.Null(options.HstoreHandlingMode);
    }

    [Fact]
    public void Write_WordThatNobodyKnows_IsLeftOut()
    {
        Assert.Null(Read(ConnectorText.With("time.precision.mode=lunar")).Options.TimePrecisionMode);
    }

    [Theory]
    [InlineData("snapshot.mode=when_needed", "whole")]
    [InlineData("signal.enabled.channels=source", "whole")]
    [InlineData("signal.data.collection=public.signals", null)]
    [InlineData("signal.enabled.channels=source,kafka", null)]
    public void Write_SnapshotsOfSomeTables_LeavesOpenWhatTheyAreOf(string setting, string? expected)
    {
        Assert.Equal(expected, Read(ConnectorText.With(setting)).Options.Snapshots);
    }

    [Fact]
    public void Write_NoPrefix_SaysWhatIsMissing()
    {
        var error = Assert.Throws<BadInputException>(() => SourceSection.Write(ConnectorText.Without("topic.prefix")));

        Assert.Contains("topic.prefix", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    /// <summary>As the appliers load it, and judged by their check.</summary>
    private static (string Name, SourceOptions Options) Read(ConnectorSettings settings)
    {
        using var folder = new TempFolder();
        var file = new FileInfo(folder.At("appsettings.json"));
        File.WriteAllText(file.FullName, SourceSection.Write(settings));
        var sources = ConfigurationLoader.Load(file).Sources;
        Assert.Empty(SourceCatalog.Problems(sources));
        var (name, options) = Assert.Single(sources);
        return (name, options);
    }
}
