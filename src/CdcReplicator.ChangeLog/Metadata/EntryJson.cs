using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads the JSON of entries beside the log. One that lacks a required field is as unreadable as one that is no JSON.
/// So nobody mistakes a default for what the writer said.
/// </summary>
internal static class EntryJson
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Demanding = [];

    /// <summary>What an entry says.</summary>
    /// <exception cref="ReplicationException">It is no such JSON, or lacks something.</exception>
    public static T Read<T>(MetadataEntry entry, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            var demanding = Demanding.GetValue(type.Options, Demand).GetTypeInfo(typeof(T));
            return JsonSerializer.Deserialize(entry.Value, (JsonTypeInfo<T>)demanding) ?? throw Unreadable(entry, null);
        }
        catch (JsonException error)
        {
            throw Unreadable(entry, error);
        }
    }

    /// <summary>What an entry says of the node that its key names.</summary>
    /// <exception cref="ReplicationException">It cannot be read, or says it of another node.</exception>
    public static T ReadOf<T>(string nodeId, MetadataEntry entry, JsonTypeInfo<T> type, Func<T, string> nodeOf)
        where T : class
    {
        var said = Read(entry, type);
        return nodeOf(said) == nodeId
            ? said
            : throw new ReplicationException(
                $"Entry {Printable.Quote(entry.Key)} (version {entry.Version}) beside the log names node "
                    + $"{Printable.Quote(nodeOf(said))}, which is not the one of its key.",
                "Find what else writes beside this log; the node's own applier puts its entry right."
            );
    }

    private static JsonSerializerOptions Demand(JsonSerializerOptions options) =>
        new(options)
        {
            RespectNullableAnnotations = true,
            TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(DemandParameters),
        };

    // Of a record's parameters; whatever may be null is left out where it is.
    private static void DemandParameters(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired |=
                property.AssociatedParameter
                    is { IsMemberInitializer: false, HasDefaultValue: false, IsNullable: false };
        }
    }

    private static ReplicationException Unreadable(MetadataEntry entry, Exception? cause) =>
        new(
            $"Entry '{entry.Key}' (version {entry.Version}) beside the log cannot be "
                + $"read{(cause is JsonException { Path: { } path } ? $" at {path}" : "")}.",
            "Update this program to the newest version that writes here; if it has it, find what else writes beside "
                + "this log.",
            cause
        );
}
