namespace CdcReplicator.Model;

/// <summary>A file or folder is where other accounts could replace it.</summary>
internal sealed class UntrustedPathException(string path, string problem)
    : IOException($"'{path}' is not used: {problem} Name a path of the account's own.");
