using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>What processes that run for long say, one line each, in UTC.</summary>
internal static class ConsoleLogging
{
    public static void Configure(ILoggingBuilder logging) =>
        logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.UseUtcTimestamp = true;
            });
}
