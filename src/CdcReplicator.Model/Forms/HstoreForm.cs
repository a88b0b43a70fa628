namespace CdcReplicator.Model;

/// <summary>How a source writes hstore that no schema describes (<c>hstore.handling.mode</c>).</summary>
internal enum HstoreForm : byte
{
    /// <summary>Not set: objects and texts are recognised by their form.</summary>
    Untold,

    /// <summary>JSON in text.</summary>
    Json,

    /// <summary>An object.</summary>
    Map,
}
