using System.Buffers;
using CdcReplicator.Model;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator;

/// <summary>
/// How requests carry their session's token. Can be bound to configuration; validated at the start of the application.
/// </summary>
public sealed class CdcSessionOptions
{
    /// <summary>Default name of the cookie.</summary>
    public const string DefaultCookieName = "cdc-session";

    /// <summary>Default of <see cref="HeaderName"/>.</summary>
    public const string DefaultHeaderName = "CDC-Session";

    // RFC 9110, 5.6.2: of these are the names of headers and cookies.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>
    /// The cookie: by default <c>cdc-session</c>, for the whole site, until the browser is closed, out of scripts'
    /// reach (HttpOnly), secure where the request is, not sent along from other sites' forms (SameSite Lax). Its name
    /// is followed by a dot and the position: requests at the same time must not overwrite each other's. Null for none.
    /// </summary>
    public CookieBuilder? Cookie { get; set; } =
        new()
        {
            Name = DefaultCookieName,
            Path = "/",
            HttpOnly = true,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        };

    /// <summary>
    /// The header of requests and responses, for clients that keep no cookies. Default <c>CDC-Session</c>; null for
    /// none.
    /// </summary>
    public string? HeaderName { get; set; } = DefaultHeaderName;

    /// <summary>
    /// Keys that tokens are signed with, in base64, 32 bytes at least each; the first signs, all are accepted. Secret:
    /// all instances of the application share them. Default: none, tokens are not signed.
    /// </summary>
    public IList<string> SigningKeys { get; } = [];

    /// <summary>
    /// What becomes of a request with a bad token. Default <see cref="BadTokenAnswer.Refuse"/>: going on without the
    /// token could show the caller less than it has seen, and nobody would know. The cookie is taken away with the
    /// answer, so a browser is refused once.
    /// </summary>
    public BadTokenAnswer OnBadToken { get; set; } = BadTokenAnswer.Refuse;

    /// <summary>Every error of these settings; empty if they are valid. Keys are never shown.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Cookie is null && string.IsNullOrEmpty(HeaderName))
        {
            errors.Add(
                $"Neither {nameof(Cookie)} nor {nameof(HeaderName)} is set; tokens need one of them to travel in."
            );
        }

        if (Cookie is { Name: null or "" })
        {
            errors.Add($"{nameof(Cookie)} has no name.");
        }

        MustBeToken(errors, "Cookie.Name", Cookie?.Name);
        MustBeToken(errors, nameof(HeaderName), HeaderName);
        if (Cookie is { SameSite: SameSiteMode.None, SecurePolicy: not CookieSecurePolicy.Always })
        {
            errors.Add(
                $"{nameof(Cookie)} has SameSite None, which browsers drop unless the cookie is secure; set its "
                    + "SecurePolicy to Always."
            );
        }

        if (!Enum.IsDefined(OnBadToken))
        {
            errors.Add(
                $"{nameof(OnBadToken)} is {OnBadToken}; it must be {BadTokenAnswer.Refuse} or "
                    + $"{BadTokenAnswer.StartAnew}."
            );
        }

        for (var i = 0; i < SigningKeys.Count; i++)
        {
            var key = new byte[SigningKeys[i].Length];
            if (
                !Convert.TryFromBase64String(SigningKeys[i], key, out var length)
                || length < SessionTokenSigner.MinimumKeyBytes
            )
            {
                errors.Add(
                    $"{nameof(SigningKeys)}[{i}] must be base64 of {SessionTokenSigner.MinimumKeyBytes} bytes at "
                        + $"least; make one with 'openssl rand -base64 {SessionTokenSigner.MinimumKeyBytes}'."
                );
            }
        }

        return errors;
    }

    private static void MustBeToken(List<string> errors, string setting, string? name)
    {
        if (name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            errors.Add(
                $"{setting} {Printable.Quote(name ?? "")} has characters that HTTP does not allow there; use "
                    + "letters, digits, '-', '_' and '.'."
            );
        }
    }
}
