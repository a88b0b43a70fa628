using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Router;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CdcReplicator.AspNetCore;

/// <summary>
/// Gives every request a <see cref="CdcSession"/> that goes on from the token the request brings, and sends the token back if the session has moved. A token that is not
/// valid is answered with 400: going on without it could show the caller less than it has seen, and nobody would know. The answer takes the cookie away, so a browser
/// is not locked out.
/// </summary>
internal sealed class CdcSessionMiddleware(
    RequestDelegate next,
    CdcClusterConnection connection,
    IOptions<CdcSessionOptions> options
)
{
    private readonly SessionTokenCarrier _carrier = new(options.Value);

    public async Task InvokeAsync(HttpContext context, CdcRequestSession request)
    {
        var cluster = await connection.GetAsync(context.RequestAborted);
        CdcSession session;
        try
        {
            session = cluster.CreateSession(_carrier.Read(context.Request));
        }
        catch (Exception refused) when (refused is InvalidSessionTokenException or ForeignTokenException)
        {
            await RefuseAsync(context, (ReplicationException)refused);
            return;
        }

        request.Session = session;
        var before = session.Token;
        context.Response.OnStarting(async () =>
        {
            // Asks the nodes that were read from, for a read may have seen more than its node had when it began.
            var after = await session.GetTokenAsync(context.RequestAborted);
            if (after != before)
            {
                _carrier.Write(context, after);
            }
        });
        await next(context);
    }

    private async Task RefuseAsync(HttpContext context, ReplicationException refused)
    {
        _carrier.Forget(context);
        await Results
            .Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "Session token refused",
                detail: refused.Message
            )
            .ExecuteAsync(context);
    }
}
