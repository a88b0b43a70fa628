using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>What a comparison came to.</summary>
internal enum VerifyOutcome
{
    /// <summary> At least two nodes were compared, everything that may not differ was, and all is the same. </summary>
    [JsonStringEnumMemberName("identical")]
    Identical,

    /// <summary>Nodes differ.</summary>
    [JsonStringEnumMemberName("different")]
    Different,

    /// <summary>No difference was seen, but not everything was compared: neither identical nor different.</summary>
    [JsonStringEnumMemberName("not_compared")]
    NotCompared,
}
