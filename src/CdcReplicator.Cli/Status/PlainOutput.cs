using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>
/// What commands say: lines, never wrapped or cut by us. The only place that writes to the terminal, because what
/// records and members hold must not reach it raw (<see cref="Printable"/>).
/// </summary>
internal static class PlainOutput
{
    /// <summary>
    /// Whether a person with colours reads: not where output is piped, nor with <c>NO_COLOR</c> (no-color.org).
    /// </summary>
    public static bool IsColoured =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>A line on standard output.</summary>
    public static void Line(string line) => Console.WriteLine(Printable.Line(line));

    /// <summary>A line on standard error.</summary>
    public static void Error(string line) => Console.Error.WriteLine(Printable.Line(line));

    /// <summary>Lines on standard output.</summary>
    public static void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    /// <summary>A table on standard output, with colours where they are wanted.</summary>
    public static void Table(PlainTable table)
    {
        foreach (var line in table.Lines(IsColoured))
        {
            Console.WriteLine(line);
        }
    }
}
