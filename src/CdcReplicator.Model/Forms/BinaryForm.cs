namespace CdcReplicator.Model;

/// <summary>How a source writes bytes as text (<c>binary.handling.mode</c>).</summary>
internal enum BinaryForm : byte
{
    /// <summary>Nobody has said.</summary>
    Untold,

    /// <summary>As bytes: base64 in JSON without schema, never text elsewhere.</summary>
    Bytes,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>Base64 with the URL-safe alphabet.</summary>
    Base64Url,

    /// <summary>Hexadecimal digits.</summary>
    Hex,
}
