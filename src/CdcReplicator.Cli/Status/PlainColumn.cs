namespace CdcReplicator.Cli;

/// <summary>A column of a <see cref="PlainTable"/>.</summary>
/// <param name="Name">Its title.</param>
/// <param name="IsNumber">Whether cells end at the right.</param>
/// <param name="HasColour">Whether a row's colour shows in it.</param>
internal sealed record PlainColumn(string Name, bool IsNumber = false, bool HasColour = false);
