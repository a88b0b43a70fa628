namespace CdcReplicator.CrashTests;

/// <summary>What a transaction does to one row.</summary>
/// <param name="Row">The row, as <c>table/key</c>.</param>
/// <param name="Elements">What the row holds afterwards.</param>
/// <param name="Expected">Checked: what it must hold before; null if there must be no such row.</param>
internal sealed record RowWrite(string Row, IReadOnlyList<string> Elements, IReadOnlyList<string>? Expected = null);
