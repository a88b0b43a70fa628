namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What is known of one row: its versions, and what their writer was told.</summary>
internal sealed class KeyRecord
{
    private readonly Dictionary<int, int> _tried = [];
    private readonly Dictionary<int, string> _refused = [];
    private readonly List<(int Version, long Sequence, int At)> _acknowledged = [];

    public void Add(DayEvent happened, int at)
    {
        switch (happened)
        {
            case DayEvent.Tried tried:
                _tried.TryAdd(tried.Version, at);
                break;
            case DayEvent.Refused refused:
                _refused.TryAdd(refused.Version, refused.Why);
                break;
            case DayEvent.Acknowledged acknowledged:
                _acknowledged.Add((acknowledged.Version, acknowledged.Sequence, at));
                break;
        }
    }

    /// <summary>The newest version that was acknowledged; 0 if none was.</summary>
    public int Acknowledged => _acknowledged.Count == 0 ? 0 : _acknowledged.Max(entry => entry.Version);

    /// <summary>The newest version that a read had to find; 0 if it had to find none.</summary>
    public int Owed(DayEvent.Read read) =>
        _acknowledged
            .Where(entry => entry.At < read.Began && entry.Sequence <= read.Token)
            .Select(entry => entry.Version)
            .DefaultIfEmpty()
            .Max();

    public bool WasTried(int version) => _tried.ContainsKey(version);

    /// <summary>Where in the history a version was sent; null if it was not.</summary>
    public int? TriedAt(int version) => _tried.TryGetValue(version, out var at) ? at : null;

    /// <summary>Why its writer was told that a version has no effect; null if it was not.</summary>
    public string? RefusedBecause(int version) => _refused.GetValueOrDefault(version);
}
