using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Finds everything that is wrong with <see cref="NodeOptions"/>, at once.</summary>
internal static class NodeOptionsValidator
{
    /// <summary>Every error, a sentence each or two.</summary>
    public static IReadOnlyList<string> Validate(NodeOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Id))
        {
            errors.Add("Node id is missing; give the node a name that is its own in the cluster.");
        }

        if (options.Kind is not (NodeKinds.Postgres or NodeKinds.Sqlite))
        {
            errors.Add(
                $"Node kind {Printable.Quote(options.Kind)} is unknown; "
                    + $"use '{NodeKinds.Postgres}' or '{NodeKinds.Sqlite}'."
            );
        }
        else if (ConnectionStringProblem.Find(options.Kind, options.ConnectionString) is { } problem)
        {
            errors.Add(problem);
        }

        errors.AddRange(PasswordPlace.Validate(options.PasswordFile, options.PasswordEnvironmentVariable));
        if (options.BatchRows is < BatchLimits.FewChanges or > BatchLimits.MostRows)
        {
            errors.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"BatchRows is {options.BatchRows}; give {BatchLimits.FewChanges} to {BatchLimits.MostRows}."
                )
            );
        }

        if (!Enum.IsDefined(options.RowsWithoutPosition))
        {
            errors.Add(
                $"RowsWithoutPosition '{options.RowsWithoutPosition}' is unknown; "
                    + $"use '{nameof(Nodes.RowsWithoutPosition.Halt)}' or '{nameof(Nodes.RowsWithoutPosition.Apply)}'."
            );
        }

        errors.AddRange(options.Seed.Validate(options.Id));
        errors.AddRange(
            options
                .DecidesAlike.Where(table => !IgnoreList.IsTable(table))
                .Select(table => $"DecidesAlike names {Printable.Quote(table)}, which is not written as schema.table.")
        );
        errors.AddRange(options.Ignore.Select(IgnoreList.Validate).OfType<string>());
        return errors;
    }
}
