using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>Writes the section <c>CdcReplicator:Sources:NAME</c> that a connector's modes need.</summary>
internal static class SourceSection
{
    private const string Placeholder = "unavailable.value.placeholder";
    private const string DefaultPlaceholder = "__debezium_unavailable_value";
    private const string WholeSnapshots = "whole";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A whole configuration file with nothing but the section.</summary>
    /// <exception cref="BadInputException">The connector has no <c>topic.prefix</c>.</exception>
    public static string Write(ConnectorSettings settings)
    {
        var source =
            settings.Prefix
            ?? throw new BadInputException(["The connector has no topic.prefix, which is the section's name."]);
        var sources = new JsonObject { [source] = Section(settings) };
        return new JsonObject
        {
            [ReplicatorOptions.Section] = new JsonObject { [nameof(ReplicatorOptions.Sources)] = sources },
        }.ToJsonString(Indented);
    }

    private static JsonObject Section(ConnectorSettings settings)
    {
        var section = new JsonObject();
        foreach (var mode in SourceMode.All)
        {
            if (mode.Of(settings) is { } word && mode.Takes(word))
            {
                section[mode.Key] = word;
            }
        }

        if (settings.Find(Placeholder) is { } placeholder and not DefaultPlaceholder)
        {
            section[nameof(SourceOptions.UnavailableValuePlaceholder)] = placeholder;
        }

        if (!ConnectorSignals.AreTaken(settings))
        {
            section[nameof(SourceOptions.Snapshots)] = WholeSnapshots;
        }

        return section;
    }
}
