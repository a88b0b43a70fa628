using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>The members beside the log, as the router wants them.</summary>
public sealed class ClusterMembers(MemberDirectory directory) : IRouterMembers, IAsyncDisposable
{
    /// <inheritdoc/>
    public IReadOnlyList<RouterMember> Current =>
        [
            .. directory.Members.Select(view => new RouterMember(view.Status, view.IsAlive)
            {
                HeartbeatAge = view.HeartbeatAge,
            }),
        ];

    /// <inheritdoc/>
    public Task NextChange => directory.Changed;

    /// <summary>Starts following; the members that are there now are known when this returns.</summary>
    /// <exception cref="Model.LogUnavailableException">What is kept beside the log could not be reached.</exception>
    public static async Task<ClusterMembers> OpenAsync(
        IMetadataStore store,
        TimeProvider clock,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    ) => new(await MemberDirectory.OpenAsync(store, clock, loggers.CreateLogger<MemberDirectory>(), cancellationToken));

    /// <summary>Stops following.</summary>
    public ValueTask DisposeAsync() => directory.DisposeAsync();
}
