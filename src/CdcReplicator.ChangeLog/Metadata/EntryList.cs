using System.Collections;

namespace CdcReplicator.ChangeLog;

/// <summary>What entries beside the log said at one moment, in order.</summary>
/// <param name="readable">What those say that can be read.</param>
/// <param name="unreadable">The others.</param>
internal class EntryList<T>(IReadOnlyList<T> readable, IReadOnlyList<UnreadableEntry> unreadable) : IReadOnlyList<T>
{
    /// <summary>Nodes that are hidden because their entries cannot be read, by id.</summary>
    public IReadOnlyList<UnreadableEntry> Unreadable => unreadable;

    /// <inheritdoc/>
    public int Count => readable.Count;

    /// <inheritdoc/>
    public T this[int index] => readable[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => readable.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
