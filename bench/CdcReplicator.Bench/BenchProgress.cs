namespace CdcReplicator.Bench;

/// <summary>What a benchmark is doing, on standard error; results alone go to standard output.</summary>
internal static class BenchProgress
{
    public static void Say(string line) => Console.Error.WriteLine(line);
}
