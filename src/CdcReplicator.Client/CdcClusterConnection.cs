using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdcReplicator;

/// <summary>
/// The process's one <see cref="CdcCluster"/>, connected when it is first asked for and disposed with the container. A
/// failed connect is tried again by the next caller.
/// </summary>
public sealed class CdcClusterConnection : IAsyncDisposable
{
    private readonly IOptions<CdcClusterOptions> _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1);
    private CdcCluster? _cluster;
    private bool _isDisposed;

    /// <summary>Connects nothing yet.</summary>
    public CdcClusterConnection(
        IOptions<CdcClusterOptions> options,
        ILoggerFactory? loggers = null,
        TimeProvider? clock = null
    )
    {
        _options = options;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The cluster, connected.</summary>
    /// <exception cref="OptionsValidationException">The options are wrong; all errors are listed.</exception>
    /// <exception cref="LogUnavailableException">The log cannot be reached.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed.</exception>
    public async ValueTask<CdcCluster> GetAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        if (Volatile.Read(ref _cluster) is { } connected)
        {
            return connected;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _cluster ??= await CdcCluster
                .ConnectAsync(_options.Value, _loggers, _clock, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Disconnects. May be called again, and also after the cluster itself was disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        // Not disposed with it: callers may still wait at the gate, and learn there that it is over.
        await _gate.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        _gate.Release();
        if (_cluster is { } cluster)
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
        }
    }
}
