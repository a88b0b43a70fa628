using Microsoft.AspNetCore.Http;

namespace CdcReplicator.AspNetCore;

/// <summary>Takes tokens out of requests and puts them into responses.</summary>
internal sealed class SessionTokenCarrier
{
    private readonly string? _header;
    private readonly SessionCookies? _cookies;
    private readonly SessionTokenSigner? _signer;

    public SessionTokenCarrier(CdcSessionOptions options)
    {
        _header = options.HeaderName;
        _cookies = options.Cookie is { } cookie ? new SessionCookies(cookie) : null;
        _signer =
            options.SigningKeys.Count == 0
                ? null
                : new SessionTokenSigner(options.SigningKeys.Select(Convert.FromBase64String));
    }

    /// <summary>The latest token of a request's header and cookies; null if there is none.</summary>
    /// <exception cref="InvalidSessionTokenException">One of them is not valid.</exception>
    public SessionToken? Read(HttpRequest request)
    {
        SessionToken? latest = null;
        foreach (var text in Texts(request))
        {
            var token = _signer is null ? SessionTokenSigner.Parse(text) : _signer.Verify(text);
            latest =
                latest is not { } other ? token
                : other.Log == token.Log ? other.Max(token)
                : throw new InvalidSessionTokenException("the request brings tokens of different logs");
        }

        return latest;
    }

    /// <summary>Gives the response the token, if the session has moved on since the request.</summary>
    public void Write(HttpContext context, SessionToken before, SessionToken now)
    {
        if (now == before)
        {
            _cookies?.Tidy(context, now);
            return;
        }

        var text = _signer?.Sign(now) ?? now.ToString();
        _cookies?.Replace(context, now, text);
        if (_header is not null)
        {
            context.Response.Headers[_header] = text;
        }
    }

    /// <summary>Takes the cookies away, so that a browser with one that is refused is not locked out.</summary>
    public void Forget(HttpContext context) => _cookies?.Forget(context);

    private IEnumerable<string> Texts(HttpRequest request)
    {
        var cookies = _cookies?.Read(request) ?? [];
        return _header is not null && request.Headers[_header].ToString() is { Length: > 0 } text
            ? cookies.Append(text)
            : cookies;
    }
}
