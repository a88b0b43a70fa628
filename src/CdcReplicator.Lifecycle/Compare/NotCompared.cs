using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>A node, table or column that was left out of a comparison.</summary>
/// <param name="What">Its name.</param>
/// <param name="Reason">Why.</param>
/// <param name="ByChoice">
/// Whether the operator's own settings let nodes differ there. Else it makes the comparison incomplete.
/// </param>
internal sealed record NotCompared(string What, string Reason, bool ByChoice)
{
    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text => $"{What}: not compared: {Reason}";
}
