using System.Security.Cryptography;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// The relay's certificate for its clients. Its files are looked at again and again, so that a renewed certificate is
/// used without a restart; a bad one is logged, and the old one goes on. Safe for concurrent use.
/// </summary>
internal sealed class ServerTls : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _certificate;
    private readonly string _key;
    private readonly string? _clientAuthority;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private string _seen;
    private volatile SslContext _context;

    private ServerTls(RelayOptions options, TimeProvider clock, ILogger logger)
    {
        (_certificate, _key, _clientAuthority) = (options.TlsCertificate!, options.TlsKey!, options.TlsClientCa);
        _logger = logger;
        // This is taken before the files are read, so that a change in between is seen at the next look.
        _seen = Stamp();
        _context = Read();
        _ = WatchAsync(clock);
    }

    /// <summary>Reads the certificate of the options; null if they name none.</summary>
    /// <exception cref="TlsException">It cannot be used.</exception>
    public static ServerTls? Start(RelayOptions options, TimeProvider clock, ILogger logger) =>
        options.TlsCertificate is null ? null : new ServerTls(options, clock, logger);

    /// <summary>The server's side of a connection.</summary>
    /// <exception cref="TlsException">It could not begin.</exception>
    public TlsConnection Accept(nint file) => TlsConnection.Accept(_context, file);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _context.Dispose();
    }

    private async Task WatchAsync(TimeProvider clock)
    {
        var stop = _stop.Token;
        while (true)
        {
            await Task.Delay(Look, clock, stop).ConfigureAwait(false);
            Renew();
        }
    }

    private void Renew()
    {
        var stamp = Stamp();
        if (stamp == _seen)
        {
            return;
        }

        _seen = stamp;
        try
        {
            // It is not disposed, because somebody may be about to use it. The last connection lets go of it.
            _context = Read();
            RelayLog.CertificateRenewed(_logger, _certificate);
        }
        catch (TlsException error)
        {
            RelayLog.CertificateNotRenewed(_logger, error.Message);
        }
    }

    private SslContext Read()
    {
        try
        {
            return (PrivateFiles.ModeOf(_key) & Others) == 0
                ? SslContext.ForServer(_certificate, _key, _clientAuthority)
                : throw new TlsException(
                    $"the key in '{_key}' can be read or written by every account of the machine; chmod 600 it, and "
                        + "let it belong to the relay's account"
                );
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException)
        {
            throw new TlsException(error.Message);
        }
    }

    private string Stamp() =>
        string.Join(' ', new[] { _certificate, _key, _clientAuthority }.OfType<string>().Select(StampOf));

    private static string StampOf(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.GetType().Name;
        }
    }
}
