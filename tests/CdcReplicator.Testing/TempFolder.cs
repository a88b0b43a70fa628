namespace CdcReplicator.Testing;

/// <summary>An empty folder of its own, deleted with everything in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cdc-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
