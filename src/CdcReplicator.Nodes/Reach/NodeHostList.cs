using System.Net;

namespace CdcReplicator.Nodes;

/// <summary>
/// Where nodes may be. A node's address comes from a record beside the log: whoever can write there would have the
/// passwords of readers and of new nodes sent to a host of theirs. Pure.
/// </summary>
internal sealed class NodeHostList
{
    private const string AnyHostOf = "*.";
    private const string Localhost = "localhost";

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { Localhost };
    private readonly List<string> _suffixes = [];
    private readonly List<IPNetwork> _networks = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>A list of what is allowed beside this machine.</summary>
    /// <param name="allowed">Names, <c>*.DOMAIN</c>, addresses, networks (<c>10.0.0.0/8</c>), socket folders.</param>
    public NodeHostList(IEnumerable<string> allowed)
    {
        foreach (var entry in allowed)
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                _networks.Add(network);
            }
            else if (entry.StartsWith(AnyHostOf, StringComparison.Ordinal))
            {
                _suffixes.Add(entry[(AnyHostOf.Length - 1)..]);
            }
            else
            {
                _names.Add(entry);
            }
        }
    }

    /// <summary>What is wrong with an entry; null if nothing is.</summary>
    public static string? Problem(string entry) =>
        string.IsNullOrWhiteSpace(entry) ? "is empty"
        : entry.Contains('/', StringComparison.Ordinal) && !entry.StartsWith('/') && !IPNetwork.TryParse(entry, out _)
            ? $"'{entry}' is no network; write its first address and the length, as 10.0.0.0/8"
        : entry.Contains('*', StringComparison.Ordinal)
        && (!entry.StartsWith(AnyHostOf, StringComparison.Ordinal) || entry.LastIndexOf('*') > 0)
            ? $"'{entry}' has its star elsewhere than in *.DOMAIN"
        : null;

    /// <summary>Whether passwords may go there. Of a list of hosts, as the driver takes one, to every one.</summary>
    public bool Allows(string host) => host.Split(',').All(IsAllowed);

    private bool IsAllowed(string host) =>
        _names.Contains(host)
        || _suffixes.Exists(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        || (IPAddress.TryParse(host, out var address) && _networks.Exists(network => network.Contains(address)));
}
