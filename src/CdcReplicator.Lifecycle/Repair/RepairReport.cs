using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>What became of a repair.</summary>
internal sealed record RepairReport
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Whether the last comparison found nothing left that differs from the nodes that are right.</summary>
    public required bool Clean { get; init; }

    /// <summary>How often rows were written.</summary>
    public required int Passes { get; init; }

    /// <summary>Keys whose rows were written.</summary>
    public required long Written { get; init; }

    /// <summary>Keys whose rows were deleted.</summary>
    public required long Deleted { get; init; }

    /// <summary>Keys that are known to differ still.</summary>
    public required long Left { get; init; }

    /// <summary>Why it did not come to an end; null if it did.</summary>
    public string? Problem { get; init; }

    /// <summary>The position of the last comparison.</summary>
    public required long Sequence { get; init; }

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            var done = $"{Written:N0} keys written, {Deleted:N0} deleted in {Passes} passes";
            return Clean
                ? $"{Node}: repaired at sequence {Sequence}: {done}; nothing of its rows differs any more."
                : $"{Node}: NOT repaired: {done}; {Left:N0} places differ still. {Problem}";
        }
    }
}
