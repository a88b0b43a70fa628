using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CdcReplicator.AspNetCore;

/// <summary>
/// Gives every request a <see cref="CdcSession"/> that goes on from the token the request brings, and sends the token
/// back if the session has moved. A bad token's cookie is taken away, whatever the answer: else the browser would bring
/// it again for ever.
/// </summary>
internal sealed class CdcSessionMiddleware(
    RequestDelegate next,
    CdcClusterConnection connection,
    IOptions<CdcSessionOptions> options
)
{
    private readonly SessionTokenCarrier _carrier = new(options.Value);
    private readonly BadTokenAnswer _onBadToken = options.Value.OnBadToken;

    public async Task InvokeAsync(HttpContext context, CdcRequestSession request)
    {
        var cluster = await connection.GetAsync(context.RequestAborted).ConfigureAwait(false);
        CdcSession session;
        try
        {
            session = cluster.CreateSession(_carrier.Read(context.Request));
        }
        catch (Exception bad) when (bad is InvalidSessionTokenException or ForeignTokenException)
        {
            _carrier.Forget(context);
            if (_onBadToken == BadTokenAnswer.Refuse)
            {
                await RefuseAsync(context, (ReplicationException)bad).ConfigureAwait(false);
                return;
            }

            session = cluster.CreateSession();
        }

        request.Session = session;
        var before = session.Token;
        context.Response.OnStarting(async () =>
        {
            // Asks the nodes that were read from, because a read may have seen more than its node had when it began.
            _carrier.Write(context, before, await session.GetTokenAsync(context.RequestAborted).ConfigureAwait(false));
        });
        await next(context).ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context, ReplicationException bad) =>
        Results
            .Problem(statusCode: StatusCodes.Status400BadRequest, title: "Session token refused", detail: bad.Message)
            .ExecuteAsync(context);
}
