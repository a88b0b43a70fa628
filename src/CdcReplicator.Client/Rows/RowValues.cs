namespace CdcReplicator.Client;

/// <summary>Names and values of a row as the caller gave them, taken when they were given.</summary>
/// <param name="Names">Names; the same list for every row of one type.</param>
/// <param name="Values">One value for each name.</param>
internal readonly record struct RowValues(IReadOnlyList<string> Names, object?[] Values);
