using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a script comes to.</summary>
/// <param name="Script">Its statements; null if something is wrong with them.</param>
/// <param name="Problems">What is wrong, each with its line and the remedy.</param>
internal sealed record ScriptReading(SchemaScript? Script, IReadOnlyList<string> Problems);
