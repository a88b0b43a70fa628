using CdcReplicator.Client;
using CdcReplicator.Model;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator.AspNetCore;

/// <summary>Takes tokens out of requests and puts them into responses.</summary>
internal sealed class SessionTokenCarrier
{
    private readonly CdcSessionOptions _options;
    private readonly SessionTokenSigner? _signer;

    public SessionTokenCarrier(CdcSessionOptions options)
    {
        _options = options;
        _signer =
            options.SigningKeys.Count == 0
                ? null
                : new SessionTokenSigner(options.SigningKeys.Select(Convert.FromBase64String));
    }

    /// <summary>The request's token, the later one if cookie and header have one; null if neither has.</summary>
    /// <exception cref="InvalidSessionTokenException">One of them is not valid.</exception>
    public SessionToken? Read(HttpRequest request)
    {
        var token = Parse(_options.HeaderName is { } header ? request.Headers[header].ToString() : null);
        var other = Parse(_options.Cookie is { Name: { } name } ? request.Cookies[name] : null);
        if (token is not { } first || other is not { } second)
        {
            return token ?? other;
        }

        return first.Log == second.Log
            ? first.Max(second)
            : throw new InvalidSessionTokenException("cookie and header hold tokens of different logs");
    }

    /// <summary>Sets cookie and header.</summary>
    public void Write(HttpContext context, SessionToken token)
    {
        var text = _signer?.Sign(token) ?? token.ToString();
        if (_options.HeaderName is { } header)
        {
            context.Response.Headers[header] = text;
        }

        if (_options.Cookie is { Name: { } name } cookie)
        {
            context.Response.Cookies.Append(name, text, cookie.Build(context));
        }
    }

    /// <summary>Takes the cookie away, so that a browser with one that is refused starts anew.</summary>
    public void Forget(HttpContext context)
    {
        if (_options.Cookie is { Name: { } name } cookie)
        {
            context.Response.Cookies.Delete(name, cookie.Build(context));
        }
    }

    private SessionToken? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : _signer is null ? SessionTokenSigner.Parse(text)
        : _signer.Verify(text);
}
