using System.Net;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>What is wrong with <see cref="RelayOptions"/>.</summary>
internal static class RelayOptionErrors
{
    private const int Most = 1_000_000;
    private const string UpToMost = "1 to 1,000,000";
    private const string PemFile = "the path of a PEM file";

    /// <summary>Linux's MAX_TCP_KEEPIDLE; setting a longer one fails.</summary>
    private static readonly TimeSpan LongestKeepAlive = TimeSpan.FromSeconds(32_767);

    /// <summary>Every error; empty if the options are valid.</summary>
    public static IReadOnlyList<string> Of(RelayOptions options)
    {
        var errors = new SettingErrors();
        AddOfListen(errors, options.Listen);
        AddOfLimits(errors, options);
        AddOfTls(errors, options);
        AddOfLevel(errors, options.Level);
        return errors.Found;
    }

    private static void AddOfListen(SettingErrors errors, string listen)
    {
        if (!IPEndPoint.TryParse(listen, out _))
        {
            errors.Add(
                $"{nameof(RelayOptions.Listen)} is {Printable.Quote(listen)}; it must be an IP address and a port, "
                    + $"as in {RelayOptions.DefaultListen}."
            );
        }
    }

    private static void AddOfLimits(SettingErrors errors, RelayOptions options)
    {
        var (clients, logins) = (options.MaxConnections, options.MaxUnauthenticated);
        errors.Require(clients is > 0 and <= Most, nameof(RelayOptions.MaxConnections), clients, UpToMost);
        errors.RequirePositive(nameof(RelayOptions.StartupTimeout), options.StartupTimeout);
        errors.RequirePositive(nameof(RelayOptions.ConnectTimeout), options.ConnectTimeout);
        errors.Require(logins is > 0 and <= Most, nameof(RelayOptions.MaxUnauthenticated), logins, UpToMost);
        errors.RequirePositive(nameof(RelayOptions.LoginTimeout), options.LoginTimeout);
        errors.RequirePositive(nameof(RelayOptions.StallTimeout), options.StallTimeout);
        errors.Require(
            options.KeepAlive >= TimeSpan.FromSeconds(1) && options.KeepAlive <= LongestKeepAlive,
            nameof(RelayOptions.KeepAlive),
            options.KeepAlive,
            "1 s to 32,767 s (09:06:07), the longest that Linux takes"
        );
        RequireNotNegative(errors, nameof(RelayOptions.HandOverGrace), options.HandOverGrace);
        RequireNotNegative(errors, nameof(RelayOptions.DrainTimeout), options.DrainTimeout);
    }

    private static void RequireNotNegative(SettingErrors errors, string name, TimeSpan value) =>
        errors.Require(value >= TimeSpan.Zero, name, value, "zero or longer");

    private static void AddOfTls(SettingErrors errors, RelayOptions options)
    {
        errors.Require(options.TlsCertificate is not "", nameof(RelayOptions.TlsCertificate), "empty", PemFile);
        errors.Require(options.TlsKey is not "", nameof(RelayOptions.TlsKey), "empty", PemFile);
        errors.Require(options.TlsClientCa is not "", nameof(RelayOptions.TlsClientCa), "empty", PemFile);
        if (options.TlsCertificate is null != options.TlsKey is null)
        {
            errors.Add(
                $"{nameof(RelayOptions.TlsCertificate)} and {nameof(RelayOptions.TlsKey)} belong together; "
                    + "give both, or none."
            );
        }

        if (options.TlsCertificate is null && (options.TlsRequired || options.TlsClientCa is not null))
        {
            errors.Add(
                $"{nameof(RelayOptions.TlsRequired)} and {nameof(RelayOptions.TlsClientCa)} need TLS; "
                    + $"give {nameof(RelayOptions.TlsCertificate)} and {nameof(RelayOptions.TlsKey)}, too."
            );
        }
    }

    private static void AddOfLevel(SettingErrors errors, string level)
    {
        try
        {
            errors.Require(
                ReadLevel.Parse(level).Kind != ReadLevelKind.Session,
                nameof(RelayOptions.Level),
                level,
                "a level that connections without a token can have; those that give one get 'session' without asking"
            );
        }
        catch (FormatException error)
        {
            errors.Add($"{nameof(RelayOptions.Level)}: {error.Message}");
        }
    }
}
