using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>What is wrong with <see cref="CdcClusterOptions"/>.</summary>
internal static class ClusterOptionErrors
{
    /// <summary>Every error; empty if the options are valid.</summary>
    public static IReadOnlyList<string> Of(CdcClusterOptions options)
    {
        var errors = new List<string>();
        if (options.Log is not null && AddressProblem(options.Log) is { } wrong)
        {
            errors.Add($"{nameof(CdcClusterOptions.Log)}: {wrong}");
        }

        if (options.PublisherName is { } name && PublisherName.Problem(name) is { } problem)
        {
            errors.Add(problem);
        }

        if (options.SchemaRegistryUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
        {
            errors.Add(
                Secrets.Hide(
                    $"{nameof(CdcClusterOptions.SchemaRegistryUrl)} '{url}' must be an absolute http or https address."
                )
            );
        }

        MustBePositive(errors, nameof(CdcClusterOptions.ApplyTimeout), options.ApplyTimeout);
        MustBePositive(errors, nameof(CdcClusterOptions.ReadTimeout), options.ReadTimeout);
        MustBePositive(errors, nameof(CdcClusterOptions.TablesTimeout), options.TablesTimeout);
        if (options.MaxUnansweredCommits is < 1 or > NumberWindow.MaxLeftOpen)
        {
            errors.Add(
                $"{nameof(CdcClusterOptions.MaxUnansweredCommits)} is {options.MaxUnansweredCommits}; "
                    + $"it must be from 1 to {NumberWindow.MaxLeftOpen}."
            );
        }

        if (options.MaxUnansweredBytes < 1)
        {
            errors.Add(
                $"{nameof(CdcClusterOptions.MaxUnansweredBytes)} is {options.MaxUnansweredBytes}; "
                    + "it must be at least 1."
            );
        }

        errors.AddRange(options.Routing.Validate().Select(error => $"{nameof(CdcClusterOptions.Routing)}: {error}"));
        return errors;
    }

    /// <summary>What is wrong with the address of a log; null if nothing is.</summary>
    private static string? AddressProblem(string address)
    {
        try
        {
            ChangeLogUri.Parse(address);
            return null;
        }
        catch (ReplicationException error)
        {
            return error.Message;
        }
    }

    private static void MustBePositive(List<string> errors, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            errors.Add($"{name} is {value}; it must be longer than zero.");
        }
    }
}
