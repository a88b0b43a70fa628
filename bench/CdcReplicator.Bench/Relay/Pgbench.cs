using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>PostgreSQL's own load generator, for one server and database.</summary>
/// <param name="connectionString">The server.</param>
/// <param name="isEncrypted">Whether it speaks TLS.</param>
internal sealed partial class Pgbench(string connectionString, bool isEncrypted)
{
    private const string Package = "postgresql";

    private readonly NpgsqlConnectionStringBuilder _server = new(connectionString);
    private readonly string _program = Find();

    /// <summary>Makes its tables.</summary>
    public Task InitializeAsync(int scale, CancellationToken cancellationToken) =>
        RunAsync(_server.Port, ["-i", "-q", "-s", Text(scale)], cancellationToken);

    /// <summary>
    /// Reads single rows by prepared statements for so long; transactions a second, and how many there were.
    /// </summary>
    /// <exception cref="LocalServerException">pgbench failed, or some of its transactions did.</exception>
    public async Task<(double Rate, long Count)> ReadAsync(
        int port,
        int clients,
        int seconds,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["-n", "-S", "-M", "prepared", "-c", Text(clients), "-T", Text(seconds)];
        var output = await RunAsync(port, arguments, cancellationToken);
        return Parse(output)
            ?? throw new LocalServerException($"pgbench through port {port} did not succeed: {output}", "Read it.");
    }

    /// <summary>Rate and count of pgbench's report; null if it is none, or tells of failures.</summary>
    public static (double Rate, long Count)? Parse(string output) =>
        Rate().Match(output) is { Success: true } rate
        && Count().Match(output) is { Success: true } count
        && !Failed().IsMatch(output)
            ? (
                double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture),
                long.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture)
            )
            : null;

    private async Task<string> RunAsync(int port, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            _program,
            [.. arguments, "-h", _server.Host!, "-p", Text(port), "-U", _server.Username!, _server.Database!]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = _server.Password;
        start.Environment["PGSSLMODE"] = isEncrypted ? "require" : "disable";
        using var process = await ChildProcessLauncher.StartAsync(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new LocalServerException($"pgbench through port {port} failed: {errors.Trim()}", "Read it.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static string Find() =>
        PostgresBinaries.Find() is { } folder && File.Exists(Path.Combine(folder, "pgbench"))
            ? Path.Combine(folder, "pgbench")
            : InstalledProgram.Require("pgbench", Package);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+) \(without initial connection time\)", RegexOptions.Multiline)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^number of transactions actually processed: ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Count();

    [GeneratedRegex(@"^number of failed transactions: [1-9]", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
