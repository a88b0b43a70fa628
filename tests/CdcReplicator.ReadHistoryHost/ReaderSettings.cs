using System.Text.Json;

namespace CdcReplicator.ReadHistory;

/// <summary>What a reading process is told, as its one argument.</summary>
public sealed record ReaderSettings
{
    /// <summary>How many sessions a process has.</summary>
    public const int Sessions = 8;

    /// <summary>Address of the log.</summary>
    public required string Log { get; init; }

    /// <summary>The file of its history.</summary>
    public required string History { get; init; }

    /// <summary>The reader's name; the same in all of its lives.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was started before.</summary>
    public required int Life { get; init; }

    /// <summary>How many keys there are.</summary>
    public required int Keys { get; init; }

    /// <summary>The key that its first session writes; its other sessions have the following ones.</summary>
    public required int FirstKey { get; init; }

    /// <summary>What its choices are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// Whether its sessions are the SDK's; else they keep a token by hand, and a bug may be planted in what they ask.
    /// </summary>
    public required bool UsesSdk { get; init; }

    /// <summary>What is planted.</summary>
    public required PlantedBug Bug { get; init; }

    /// <summary>Where sessions leave their tokens for the next life.</summary>
    public required string TokenFolder { get; init; }

    /// <summary>How to log in to nodes, by node id.</summary>
    public required IReadOnlyDictionary<string, string> Credentials { get; init; }

    public string ToArgument() => JsonSerializer.Serialize(this);

    public static ReaderSettings Parse(string argument) => JsonSerializer.Deserialize<ReaderSettings>(argument)!;
}
