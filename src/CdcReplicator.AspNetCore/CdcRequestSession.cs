using Microsoft.AspNetCore.Builder;

namespace CdcReplicator.AspNetCore;

/// <summary>The session of the request under way; set by the middleware.</summary>
internal sealed class CdcRequestSession
{
    public CdcSession? Session { get; set; }

    public CdcSession Require() =>
        Session
        ?? throw new InvalidOperationException(
            "There is no session before the middleware has run: call "
                + $"app.{nameof(CdcSessionApplicationBuilderExtensions.UseCdcSessions)}() ahead of whatever uses "
                + $"{nameof(CdcSession)}."
        );
}
