namespace CdcReplicator.Cli;

/// <summary>By what a caller is known.</summary>
internal enum CallerProof
{
    /// <summary>A token in the header <c>Authorization: Bearer</c>.</summary>
    Token,

    /// <summary>A client certificate, over HTTPS.</summary>
    Certificate,
}
