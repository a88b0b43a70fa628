namespace CdcReplicator;

/// <summary>There is no log at the address, and who asked does not create one.</summary>
/// <param name="endpoint">The address.</param>
/// <param name="nearby">Addresses of logs in the same place, if that could be seen.</param>
/// <param name="detail">What else is known of the place; a whole sentence.</param>
public sealed class LogMissingException(string endpoint, IReadOnlyList<string> nearby, string? detail = null)
    : ReplicationException(
        string.Join(' ', new[] { $"There is no log at '{endpoint}'.", detail, Others(nearby) }.OfType<string>()),
        "Check the address, or create the log: 'cdc-replicator run' does, 'publish --create' does, and the SDK does "
            + "with Log.CreateIfMissing."
    )
{
    private const int MostNamed = 5;

    private static string? Others(IReadOnlyList<string> nearby) =>
        nearby.Count == 0
            ? null
            : $"There are: {string.Join(", ", nearby.Take(MostNamed))}{(nearby.Count > MostNamed ? ", ..." : "")}.";
}
