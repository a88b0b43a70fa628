using CdcReplicator.Cli;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class PrintableLoggingTests
{
    [Fact]
    public void Log_MessageAndExceptionOfAStranger_AreOneLine()
    {
        var lines = new List<string>();
        using var logging = new PrintableLogging(new Provider(lines));

        logging
            .CreateLogger("relay")
            .Log(
                LogLevel.Warning,
                new EventId(7),
                "user \u001b[31mroot\ninfo: all is well",
                new InvalidOperationException("\u009bm"),
                (text, _) => text
            );

        var line = Assert.Single(lines);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.StartsWith("Warning 7 user \\u001b[31mroot\\u000ainfo: all is well", line, StringComparison.Ordinal);
        Assert.Contains("\\u009bm", line, StringComparison.Ordinal);
    }

    private sealed class Provider(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Add($"{logLevel} {eventId.Id} {formatter(state, exception)}{exception}");

        public void Dispose() { }
    }
}
