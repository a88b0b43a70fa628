namespace CdcReplicator.Model;

/// <summary>The statements of a schema change for one kind of node.</summary>
/// <param name="Kind">The kind of node.</param>
/// <param name="Statements">The statements, in order; one each.</param>
/// <param name="IsConcurrent">
/// Whether they build or drop indexes while others work, which no transaction can hold.
/// </param>
internal sealed record SchemaScript(string Kind, IReadOnlyList<string> Statements, bool IsConcurrent);
