using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>Options that several commands have, spelt once.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for machines instead of a table." };

    public static Option<string?> Wide()
    {
        var wide = new Option<string?>("--output", "-o")
        {
            Description = "wide: kind and endpoint too, which need more than 80 columns.",
        };
        return wide.AcceptOnlyFromAmong("wide");
    }
}
