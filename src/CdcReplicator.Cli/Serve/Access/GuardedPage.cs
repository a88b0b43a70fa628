using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary>A page that is answered to whom it is meant for.</summary>
internal sealed class GuardedPage(HttpPage page, HttpAccess access)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var certificate = context.Connection.ClientCertificate?.RawData;
        switch (access.Decide(page, context.Request.Headers, certificate))
        {
            case AccessDecision.Full:
                await page.Answer(context);
                return;
            case AccessDecision.StatusOnly:
                context.Response.Body = Stream.Null;
                await page.Answer(context);
                return;
            case AccessDecision.RoleTooLow:
                await RefuseAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    $"Your role is not enough for {page.Path}; it needs {NameOf(page.Needs)}.",
                    "Use the token or certificate of a caller who has it (Monitoring:CallersFile)."
                );
                return;
            case AccessDecision.ForeignPage:
                await RefuseAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    "A page of another site asks (Origin, Sec-Fetch-Site).",
                    "Open the address itself, or ask without a browser."
                );
                return;
            case AccessDecision.ForeignHost:
                await RefuseAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    "The header Host names another machine than this one.",
                    "Ask for localhost or 127.0.0.1; behind a proxy let it send that, or set Monitoring:CallersFile."
                );
                return;
            default:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await RefuseAsync(
                    context,
                    StatusCodes.Status401Unauthorized,
                    $"{page.Path} is for callers who are known.",
                    "Send 'Authorization: Bearer TOKEN', or a client certificate, of Monitoring:CallersFile."
                );
                return;
        }
    }

    private static string NameOf(CallerRole role) =>
        role switch
        {
            CallerRole.Admin => "admin",
            CallerRole.Operator => "operator",
            _ => "reader",
        };

    private static Task RefuseAsync(HttpContext context, int status, string error, string remedy) =>
        JsonPage.WriteAsync(context, status, new HttpProblem(error, remedy), HttpJson.Default.HttpProblem);
}
