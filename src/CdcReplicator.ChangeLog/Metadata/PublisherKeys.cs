namespace CdcReplicator.ChangeLog;

/// <summary>
/// Beginnings of the keys beside the log that publishers write. A log may keep them apart, so that publishers need no
/// right to the rest.
/// </summary>
internal static class PublisherKeys
{
    /// <summary>Schemas of records.</summary>
    public const string Schemas = "schema/";

    /// <summary>Numbers that named publishers took.</summary>
    public const string Numbers = "publisher/";

    /// <summary>Whether a key is one of theirs.</summary>
    /// <param name="key">The key, or a beginning of keys.</param>
    public static bool Contain(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Schemas, StringComparison.Ordinal) || key.StartsWith(Numbers, StringComparison.Ordinal);
    }
}
