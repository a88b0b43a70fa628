using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>connectors</c>: commands about the connectors that write to the log.</summary>
internal static class ConnectorsCommand
{
    public static Command Build() =>
        new("connectors", "Look at the settings of connectors.") { ConnectorsCheckCommand.Build() };
}
