using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>Logs whose messages, and what was thrown, are one printable line each (<see cref="Printable"/>).</summary>
internal sealed class PrintableLogging(ILoggerProvider inner) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName));

    public void Dispose() => inner.Dispose();

    private sealed class Logger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (inner.IsEnabled(logLevel))
            {
                var message = formatter(state, exception);
                var line = Printable.Line(exception is null ? message : $"{message} {exception}");
                inner.Log(logLevel, eventId, line, null, static (text, _) => text);
            }
        }
    }
}
