namespace CdcReplicator.Debezium;

/// <summary>How to reach a Confluent schema registry.</summary>
internal sealed record ConfluentSchemaRegistryOptions
{
    /// <summary>Default of <see cref="RequestTimeout"/>.</summary>
    public static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Default of <see cref="Rounds"/>.</summary>
    public const int DefaultRounds = 3;

    /// <summary>Default of <see cref="RetryDelay"/>.</summary>
    public static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Addresses, tried in turn; at least one. User and password may stand in them
    /// (<c>http://user:password@host:8081</c>); they are never shown.
    /// </summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>User for basic authentication; wins over that in the address. Default: none.</summary>
    public string? UserName { get; init; }

    /// <summary>
    /// Password for basic authentication. A secret: take it from a file or the environment. Default: none.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>How long one request to one address may take. Default 5 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = DefaultRequestTimeout;

    /// <summary>How often the whole list of addresses is tried. Default 3.</summary>
    public int Rounds { get; init; } = DefaultRounds;

    /// <summary>Pause between two rounds. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = DefaultRetryDelay;

    /// <summary>Everything that is wrong with these options; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Urls.Count == 0)
        {
            errors.Add("The schema registry has no URL.");
        }

        foreach (var url in Urls)
        {
            if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            {
                errors.Add($"The schema registry's URL '{RegistryAddress.Display(url)}' is not an http or https URL.");
            }
        }

        if (RequestTimeout <= TimeSpan.Zero)
        {
            errors.Add($"The schema registry's request timeout must be positive, not {RequestTimeout}.");
        }

        if (Rounds < 1)
        {
            errors.Add($"The schema registry must be tried at least once, not {Rounds} times.");
        }

        if (RetryDelay < TimeSpan.Zero)
        {
            errors.Add($"The schema registry's retry delay must not be negative, as {RetryDelay} is.");
        }

        return errors;
    }
}
