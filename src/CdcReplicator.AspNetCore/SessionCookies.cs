using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator.AspNetCore;

/// <summary>
/// The cookies of a session, one for each position: <c>NAME.SEQUENCE</c>. A browser sends requests at the same time,
/// and their answers arrive in any order; with a single cookie the later answer would put an earlier position in the
/// place of a newer one. Here an answer adds its position and takes away those its request brought, which it covers.
/// The highest that is there counts.
/// </summary>
internal sealed class SessionCookies(CookieBuilder cookie)
{
    private readonly string _prefix = $"{cookie.Name}.";

    /// <summary>The texts of the tokens a request brings.</summary>
    public IEnumerable<string> Read(HttpRequest request) => Of(request).Select(held => held.Value);

    /// <summary>Puts a token in the place of those the request brought.</summary>
    public void Replace(HttpContext context, SessionToken token, string text)
    {
        var name = NameOf(token);
        context.Response.Cookies.Append(name, text, cookie.Build(context));
        Remove(context, name);
    }

    /// <summary>Takes away those that the token covers, if the browser holds the token itself.</summary>
    public void Tidy(HttpContext context, SessionToken token)
    {
        var name = NameOf(token);
        if (context.Request.Cookies.ContainsKey(name))
        {
            Remove(context, name);
        }
    }

    /// <summary>Takes away all that the request brought.</summary>
    public void Forget(HttpContext context) => Remove(context, except: null);

    private void Remove(HttpContext context, string? except)
    {
        foreach (var (name, _) in Of(context.Request).Where(held => held.Key != except))
        {
            context.Response.Cookies.Delete(name, cookie.Build(context));
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Of(HttpRequest request) =>
        request.Cookies.Where(held => held.Key.StartsWith(_prefix, StringComparison.Ordinal));

    private string NameOf(SessionToken token) =>
        string.Create(CultureInfo.InvariantCulture, $"{_prefix}{token.Sequence}");
}
