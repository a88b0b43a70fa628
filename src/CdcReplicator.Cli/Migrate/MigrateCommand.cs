using System.CommandLine;
using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>migrate</c>: changes the tables of all nodes at one place in the log.</summary>
internal static class MigrateCommand
{
    private const int DefaultTimeoutSeconds = 60;
    private const int MaxDescription = 200;

    public static Command Build(TimeProvider time)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The script; - reads standard input. For PostgreSQL, or for the one kind of node there is.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var kinds = new Option<string[]>("--kind")
        {
            Description = "KIND=FILE: the script for the other kind of node (postgres, sqlite).",
            DefaultValueFactory = _ => [],
        };
        var description = new Option<string?>("--description")
        {
            Description = "What the change is, for people. Default: the file's name.",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Have every node run the statements and undo them; change nothing.",
        };
        var confirmation = new Confirmation();
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the nodes.",
            DefaultValueFactory = _ => DefaultTimeoutSeconds,
        };
        var command = new Command("migrate", "Change the tables of all nodes, at one place in the log.")
        {
            file,
            kinds,
            description,
            check,
            timeout,
        };
        confirmation.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
                var files = MigrationScripts.FilesOf(
                    parsed.GetValue(file),
                    parsed.GetValue(kinds)!,
                    [.. members.Select(member => member.Status.Kind)]
                );
                var scripts = await MigrationScripts.ReadAsync(files, cancellationToken);
                var name = Printable.Excerpt(
                    parsed.GetValue(description) ?? MigrationScripts.NameOf(files.Values.First()),
                    MaxDescription
                );
                var patience = TimeSpan.FromSeconds(parsed.GetValue(timeout));
                var migration = new SchemaMigration(connection, patience, time);
                var plan = await migration.PlanAsync(name, scripts, cancellationToken);
                if (parsed.GetValue(check))
                {
                    return await CheckAsync(migration, plan, cancellationToken);
                }

                confirmation.Ask(parsed, Question(plan));
                return await GiveAsync(migration, plan, cancellationToken);
            }
        );
    }

    private static string Question(SchemaChangePlan plan)
    {
        var away = plan.Away.Count == 0 ? "" : $" (and later of {string.Join(", ", plan.Away)})";
        var versions = string.Create(CultureInfo.InvariantCulture, $"{plan.Change!.Before} to {plan.Change.After}");
        return $"Change the tables of {string.Join(", ", plan.Nodes)}{away} by '{plan.Change.Description}', schema "
            + $"version {versions}?";
    }

    private static async Task<int> CheckAsync(
        SchemaMigration migration,
        SchemaChangePlan plan,
        CancellationToken cancellationToken
    )
    {
        if (plan.Change!.Scripts.FirstOrDefault(script => script.IsConcurrent) is { } concurrent)
        {
            throw new BadInputException([
                $"The script for {concurrent.Kind} builds or drops indexes CONCURRENTLY, which cannot be tried and "
                    + "undone; give it without --check.",
            ]);
        }

        var answers = await migration.TryAsync(plan, cancellationToken);
        foreach (var answer in answers)
        {
            PlainOutput.Line($"{answer.NodeId}: {answer.Problem ?? "takes it"}");
        }

        foreach (var away in plan.Away)
        {
            PlainOutput.Line($"{away}: not asked, because its applier does not live");
        }

        var isTaken = answers.All(answer => answer.Problem is null);
        PlainOutput.Line(
            isTaken
                ? "Nothing was changed. Every node that lives takes it."
                : "Nothing was changed. NOT every node takes it."
        );
        return isTaken ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    private static async Task<int> GiveAsync(
        SchemaMigration migration,
        SchemaChangePlan plan,
        CancellationToken cancellationToken
    )
    {
        var sequence = await migration.GiveAsync(plan, cancellationToken);
        PlainOutput.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Ordered at sequence {sequence}: schema version {plan.Change!.Before} to {plan.Change.After}."
            )
        );
        try
        {
            var outcomes = await migration.WaitAsync(
                sequence,
                outcome => PlainOutput.Line(outcome.Text(sequence)),
                cancellationToken
            );
            foreach (var open in outcomes.Where(outcome => !outcome.IsSettled))
            {
                PlainOutput.Line(open.Text(sequence));
            }

            return outcomes.All(o => o.Fate is SchemaChangeFate.Done or SchemaChangeFate.Past or SchemaChangeFate.Away)
                ? ExitCodes.Success
                : ExitCodes.NotHealthy;
        }
        catch (OperationCanceledException)
        {
            PlainOutput.Error("The order stands in the log, and the nodes make the change; see: cdc-replicator status");
            throw;
        }
    }
}
