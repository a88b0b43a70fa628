using System.Globalization;
using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>The files of connectors, and what <c>connectors check</c> makes of them.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="cluster">What the names of the logs begin with.</param>
internal sealed class ConnectorFiles(string folder, string cluster)
{
    private const string Converter = "org.apache.kafka.connect.json.JsonConverter";

    /// <summary>The log of a combination.</summary>
    public string ClusterOf(ConnectorCombination combination) => $"{cluster}-{combination.Name}";

    public string FileOf(ConnectorCombination combination) => Path.Combine(folder, combination.Name + ".properties");

    /// <summary>Writes a combination's file; its name, slot and source are the same for any server.</summary>
    public void Write(ConnectorCombination combination, ConnectorSource source)
    {
        var settings = new Dictionary<string, string>
        {
            ["name"] = combination.Name,
            ["connector.class"] = "io.debezium.connector.postgresql.PostgresConnector",
            ["topic.prefix"] = combination.Name,
            ["plugin.name"] = "pgoutput",
            ["slot.name"] = combination.Name,
            ["slot.retry.delay.ms"] = "500",
            ["publication.name"] = combination.Name,
            ["publication.autocreate.mode"] = "filtered",
            ["table.include.list"] = string.Join(',', combination.Captured.Select(table => $"shop[.]{table}")),
            ["provide.transaction.metadata"] = "true",
            ["skipped.operations"] = "none",
            ["event.converting.failure.handling.mode"] = "fail",
            ["poll.interval.ms"] = "50",
            ["transforms"] = "route",
            ["transforms.route.type"] = "org.apache.kafka.connect.transforms.RegexRouter",
            ["transforms.route.regex"] = ".*",
            ["transforms.route.replacement"] = ClusterOf(combination) + ".log",
        };
        foreach (var (name, value) in Address(source).Concat(Converters(combination)).Concat(combination.Settings))
        {
            settings[name] = value;
        }

        File.WriteAllText(FileOf(combination), JavaProperties.Write(settings));
    }

    /// <summary>Where a server is and who connects to it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Address(ConnectorSource source)
    {
        var address = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return
        [
            new("database.hostname", address.Host!),
            new("database.port", address.Port.ToString(CultureInfo.InvariantCulture)),
            new("database.user", address.Username!),
            new("database.password", address.Password!),
            new("database.dbname", address.Database!),
        ];
    }

    /// <summary>What the command says of a combination: how it ends, and the section of its source.</summary>
    public async Task<(int Code, SourceOptions Section)> CheckAsync(ConnectorCombination combination)
    {
        var result = await CliProcess.RunAsync(folder, "connectors", "check", FileOf(combination), "--section");
        using var printed = JsonDocument.Parse(result.Output);
        var sources = printed.RootElement.GetProperty("CdcReplicator").GetProperty("Sources");
        return (result.Code, sources.GetProperty(combination.Name).Deserialize<SourceOptions>()!);
    }

    /// <summary>The printed section with what an operator adds by hand.</summary>
    public static SourceCatalog Told(ConnectorCombination combination, SourceOptions section) =>
        Catalog(
            combination,
            new SourceOptions
            {
                DecimalHandlingMode = section.DecimalHandlingMode,
                TimePrecisionMode = section.TimePrecisionMode,
                IntervalHandlingMode = section.IntervalHandlingMode,
                BinaryHandlingMode = section.BinaryHandlingMode,
                HstoreHandlingMode = section.HstoreHandlingMode,
                FieldNameAdjustmentMode = section.FieldNameAdjustmentMode,
                UnavailableValuePlaceholder = section.UnavailableValuePlaceholder,
                UnknownDatatypeColumns = combination.UnknownDatatypeColumns,
                Tables = combination.AddedTables,
            }
        );

    /// <summary>Less than is needed: the printed section where more must be added to it, else none.</summary>
    public static SourceCatalog Untold(ConnectorCombination combination, SourceOptions section) =>
        combination.AddedTables.Count > 0 ? Catalog(combination, section) : SourceCatalog.Empty;

    private static SourceCatalog Catalog(ConnectorCombination combination, SourceOptions section) =>
        new(new Dictionary<string, SourceOptions> { [combination.Name] = section });

    private static IEnumerable<KeyValuePair<string, string>> Converters(ConnectorCombination combination) =>
        from part in new[] { "key", "value" }
        from setting in new[]
        {
            ("", Converter),
            (".schemas.enable", combination.HasSchema ? "true" : "false"),
            (".replace.null.with.default", "false"),
        }
        select new KeyValuePair<string, string>($"{part}.converter{setting.Item1}", setting.Item2);
}
