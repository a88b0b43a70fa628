using System.Net.Http.Headers;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>One address of a registry, its credentials taken out of the URL.</summary>
internal sealed class RegistryAddress
{
    private readonly Uri _base;

    /// <summary>Splits an address.</summary>
    public RegistryAddress(Uri url, string? userName, string? password)
    {
        _base = WithoutCredentials(url);
        var credentials =
            userName is not null ? $"{userName}:{password}"
            : url.UserInfo.Length > 0 ? Uri.UnescapeDataString(url.UserInfo)
            : null;
        Authorization = credentials is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
    }

    /// <summary>Basic authentication, or null.</summary>
    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>The full URL of a path.</summary>
    public Uri At(string path) => new(_base, path);

    /// <summary>The address for messages, without credentials.</summary>
    public override string ToString() => Display(_base);

    /// <summary>An address for messages, without credentials.</summary>
    public static string Display(Uri url) =>
        url.IsAbsoluteUri ? WithoutCredentials(url).ToString().TrimEnd('/') : "(relative URL)";

    private static Uri WithoutCredentials(Uri url)
    {
        var builder = new UriBuilder(url)
        {
            UserName = "",
            Password = "",
            Query = "",
            Fragment = "",
        };
        builder.Path = builder.Path.TrimEnd('/') + "/";
        return builder.Uri;
    }
}
