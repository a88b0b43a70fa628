namespace CdcReplicator.Router;

/// <summary>
/// What a client asks of the relay in the packet that begins its session, and that packet as the node gets it.
/// <c>cdc.level</c> and <c>cdc.token</c> are settings of <c>options</c> (<c>-c cdc.level=bounded:2s</c>) or words of
/// <c>application_name</c>; docs/operating.md.
/// </summary>
/// <param name="Level">The level; null for the relay's own.</param>
/// <param name="Token">The position the session must have reached; null for none.</param>
/// <param name="Request">The packet without them.</param>
internal sealed record SessionWish(string? Level, string? Token, SessionRequest Request)
{
    private const string NodeName = "cdc.node";
    private const string Replication = "replication";
    private const string ReadOnly = "default_transaction_read_only";

    /// <summary>How PostgreSQL lets one say no.</summary>
    private static readonly HashSet<string> No = new(
        ["false", "fals", "fal", "fa", "f", "off", "of", "no", "n", "0"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">
    /// A setting of the relay is unknown or given twice, or it wants to replicate.
    /// </exception>
    public static SessionWish Read(SessionRequest request)
    {
        if (request[Replication] is { } replication && !No.Contains(replication))
        {
            throw new FormatException(
                "The relay serves reads, not replication: such a session could copy the whole server. Connect to the "
                    + "node itself."
            );
        }

        var settings = new RelaySettings();
        var options = TakeOptions(OptionWords.Split(request[SessionRequest.Options] ?? ""), settings);
        var name = TakeName(request[SessionRequest.ApplicationName], settings);
        foreach (var (key, value) in request.Parameters.Where(parameter => RelaySettings.IsOurs(parameter.Key)))
        {
            settings.Take(key, value);
        }

        var left = request.Parameters.Where(parameter => !RelaySettings.IsOurs(parameter.Key)).ToList();
        return new SessionWish(
            settings.Level,
            settings.Token,
            (request with { Parameters = left })
                .With(SessionRequest.ApplicationName, name)
                .With(SessionRequest.Options, options.Count == 0 ? null : OptionWords.Join(options))
        );
    }

    /// <summary>
    /// The packet for a node: read-only whatever the client asked, and <c>SHOW cdc.node</c> tells where it is. A
    /// parameter of its own is stronger than one in <c>options</c>, so it is given there.
    /// </summary>
    public byte[] PacketFor(string nodeId) => Request.With(ReadOnly, "on").With(NodeName, nodeId).Write();

    /// <summary>
    /// Whether an application name says something to the relay. A node that reports such a name got it after the
    /// session began, as pgjdbc does, when it is too late to choose another node.
    /// </summary>
    public static bool IsIn(string? applicationName) =>
        applicationName?.Contains(RelaySettings.Prefix, StringComparison.Ordinal) == true
        && applicationName.Split(' ').Any(RelaySettings.IsOurs);

    private static List<string> TakeOptions(List<string> words, RelaySettings settings)
    {
        var left = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            // "-c name=value", "-cname=value" and "--name=value" are the same.
            var isSplit = words[i] == "-c" && i + 1 < words.Count;
            var setting =
                isSplit ? words[i + 1]
                : words[i].StartsWith("-c", StringComparison.Ordinal) ? words[i][2..]
                : words[i].StartsWith("--", StringComparison.Ordinal) ? words[i][2..]
                : "";
            if (RelaySettings.IsOurs(setting))
            {
                settings.Take(setting);
            }
            else
            {
                left.AddRange(isSplit ? [words[i], words[i + 1]] : [words[i]]);
            }

            i += isSplit ? 1 : 0;
        }

        return left;
    }

    private static string? TakeName(string? name, RelaySettings settings)
    {
        if (name?.Contains(RelaySettings.Prefix, StringComparison.Ordinal) != true)
        {
            return name;
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Where(RelaySettings.IsOurs))
        {
            settings.Take(word);
        }

        return string.Join(' ', words.Where(word => !RelaySettings.IsOurs(word)));
    }
}
