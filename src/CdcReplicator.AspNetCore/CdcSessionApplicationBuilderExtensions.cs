using CdcReplicator;
using CdcReplicator.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The middleware of sessions for web applications.</summary>
public static class CdcSessionApplicationBuilderExtensions
{
    /// <summary>
    /// Takes the session's token from each request and gives it back with the response. Call it ahead of whatever uses
    /// <see cref="CdcSession"/>. What is read after the response has begun, as when it is streamed, is not covered by
    /// the token.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="ArgumentNullException">There is no application.</exception>
    public static IApplicationBuilder UseCdcSessions(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<CdcSessionMiddleware>();
    }
}
