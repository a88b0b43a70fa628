namespace CdcReplicator.Nodes;

/// <summary>A script is no SQL of its kind of node. The message has the line and the remedy.</summary>
internal sealed class SqlScriptException(string message) : Exception(message);
