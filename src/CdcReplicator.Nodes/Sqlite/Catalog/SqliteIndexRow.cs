namespace CdcReplicator.Nodes;

/// <summary>A unique index. Not plain: partial or over expressions, of which the columns say nothing.</summary>
internal sealed record SqliteIndexRow(string Name, bool IsPlain, string[] Columns);
