namespace CdcReplicator.Model;

/// <summary>One thing a table is made of, in the words of its server.</summary>
/// <param name="Kind"><c>column</c>, <c>index</c>, <c>constraint</c> or <c>table</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it is; two that are the same have the same text.</param>
/// <param name="Columns">Columns it is about.</param>
internal sealed record SchemaPart(string Kind, string Name, string Text, IReadOnlyList<string> Columns);
