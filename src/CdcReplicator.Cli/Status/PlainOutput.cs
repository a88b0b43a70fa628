namespace CdcReplicator.Cli;

/// <summary>Lines on standard output, never wrapped or cut by us.</summary>
internal static class PlainOutput
{
    /// <summary>
    /// Whether a person with colours reads: not where output is piped, nor with <c>NO_COLOR</c> (no-color.org).
    /// </summary>
    public static bool IsColoured =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
