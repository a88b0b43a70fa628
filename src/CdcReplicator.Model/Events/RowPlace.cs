namespace CdcReplicator.Model;

/// <summary>What a connector's row without transaction block shows about whether it came before.</summary>
/// <param name="Identity">Whose places they are (a server, a binary log); empty where a source has one sort.</param>
/// <param name="Place">Its place; null if the source block has none.</param>
/// <param name="Run">
/// The run of the connector that sent it (header <c>__debezium.context.runId</c>); null if it is unknown.
/// </param>
/// <param name="AppliesAgain">
/// Whether rows that cannot be distinguished from repetitions are applied (<c>Sources:NAME:Redeliveries</c>).
/// </param>
internal sealed record RowPlace(string Identity, SourcePlace? Place, string? Run, bool AppliesAgain);
