using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CdcReplicator.Cli;

/// <summary>What processes that run for long say, one line each, in UTC.</summary>
internal static class ConsoleLogging
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.UseUtcTimestamp = true;
            });
        var raw = logging.Services.Single(service => service.ImplementationType == typeof(ConsoleLoggerProvider));
        logging.Services.Remove(raw);
        logging.Services.AddSingleton<ILoggerProvider>(services => new PrintableLogging(
            ActivatorUtilities.CreateInstance<ConsoleLoggerProvider>(services)
        ));
    }
}
