namespace CdcReplicator.Model;

/// <summary>How a source writes hstore that no schema describes (<c>hstore.handling.mode</c>).</summary>
public enum HstoreForm : byte
{
    /// <summary>Nobody has said: objects and texts are told apart by themselves.</summary>
    Untold,

    /// <summary>JSON in text.</summary>
    Json,

    /// <summary>An object.</summary>
    Map,
}
