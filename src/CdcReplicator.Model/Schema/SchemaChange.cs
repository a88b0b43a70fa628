namespace CdcReplicator.Model;

/// <summary>
/// A change of the tables that stands in the log. The schema version is a number that each such change raises by one,
/// so it is a function of the log.
/// </summary>
/// <param name="Id">Names the change.</param>
/// <param name="Description">For people.</param>
/// <param name="Before">The schema version for which it was made: at any other it changes nothing.</param>
/// <param name="Scripts">Its statements, at most one script for each kind of node.</param>
internal sealed record SchemaChange(string Id, string Description, long Before, IReadOnlyList<SchemaScript> Scripts)
{
    /// <summary>The schema version after it.</summary>
    public long After => Before + 1;

    /// <summary>The statements for a kind of node; null if there are none.</summary>
    public SchemaScript? For(string kind) => Scripts.FirstOrDefault(script => script.Kind == kind);
}
