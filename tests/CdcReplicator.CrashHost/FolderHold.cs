using CdcReplicator.LocalServers;

namespace CdcReplicator.CrashHost;

/// <summary><c>hold-folder PREFIX</c>: makes a throwaway folder, prints its path, and keeps it until killed.</summary>
internal static class FolderHold
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var folder = ThrowawayFolder.Create(args[0]);
        Console.WriteLine(folder.Path);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
