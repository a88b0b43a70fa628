namespace CdcReplicator.Nodes;

/// <summary>Where a node without a position is filled from, and how: its setting <c>Seed</c>.</summary>
internal sealed record SeedOptions
{
    /// <summary>The donor; null: the serving node of the same kind that has the least to do.</summary>
    public string? From { get; init; }

    /// <summary>
    /// Connection strings, or parts of them, by the donor's name or kind. A name or a host that is missing comes from
    /// the donor's member record.
    /// </summary>
    public IReadOnlyDictionary<string, string> DonorConnections { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Hosts that donors may publish as theirs: names, <c>*.DOMAIN</c>, addresses, networks. This machine is always
    /// allowed. Nobody's password goes elsewhere. Default: none.
    /// </summary>
    public IReadOnlyList<string> DonorHosts { get; init; } = [];

    /// <summary>A file whose first line is the password at the donor; null if there is none.</summary>
    public string? DonorPasswordFile { get; init; }

    /// <summary>An environment variable that holds the password at the donor; null if there is none.</summary>
    public string? DonorPasswordEnvironmentVariable { get; init; }

    /// <summary>How both are used.</summary>
    public SeedSettings Copy { get; init; } = new();

    /// <summary>Whether a place for a password is given.</summary>
    internal bool HasPassword => DonorPasswordFile is not null || DonorPasswordEnvironmentVariable is not null;

    /// <summary>Everything that is wrong with these settings of a node; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate(string nodeId)
    {
        var errors = new List<string>();
        if (From is { } from && (from.Length == 0 || from == nodeId))
        {
            errors.Add($"Seed:From names {(from.Length == 0 ? "nobody" : "the node itself")}; name another node.");
        }

        errors.AddRange(
            DonorHosts.Select(NodeHostList.Problem).OfType<string>().Select(problem => $"Seed:DonorHosts: {problem}.")
        );
        errors.AddRange(PasswordPlace.Validate(DonorPasswordFile, DonorPasswordEnvironmentVariable));
        errors.AddRange(Copy.Validate());
        return errors;
    }

    /// <summary>Says nothing of connection strings, which may hold a secret.</summary>
    public override string ToString() => $"Seed from {From ?? "any donor"}";
}
