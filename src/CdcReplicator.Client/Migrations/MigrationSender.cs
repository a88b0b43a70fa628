using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Client;

/// <summary>Puts changes of the tables into the log, as the command line does.</summary>
internal sealed class MigrationSender(ClusterParts parts)
{
    private const string From = "sdk";
    private const int MaxDescription = 200;

    /// <summary>Looks whether the members could take the change, and gives it.</summary>
    /// <exception cref="ReplicationException">Something is against it; nothing was written.</exception>
    public async Task<MigrationReceipt> GiveAsync(Migration migration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(migration);
        using var signer = migration.OrderKeyFile is { } file ? OrderSigner.Read(file) : null;
        var description = Printable.Excerpt(migration.Description, MaxDescription);
        var members = await new MemberStore(parts.Log.Metadata, parts.Clock)
            .ReadAsync(cancellationToken)
            .ConfigureAwait(false);
        if (OrderKeyCheck.Problem(members, signer?.Fingerprint) is { } problem)
        {
            throw Refused(description, [problem]);
        }

        var plan = SchemaChangePlan.Of(members, description, Scripts(migration), Guid.NewGuid().ToString("N"));
        var change = plan.Change ?? throw Refused(description, plan.Problems);
        var sequence = 0L;
        var giver = new OrderGiver(Environment.UserName, Environment.MachineName, Principal: null, From);
        await new AuditStore(parts.Log.Metadata)
            .GiveAsync(
                new AuditRecord("migrate", description, Reason: null, giver),
                async stop =>
                    sequence = await AppendAsync(ControlCodec.Migrate(change), signer, stop).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        return new MigrationReceipt(new SessionToken(parts.Log.Settings.Log, sequence), change.After);
    }

    private static List<SchemaScript> Scripts(Migration migration)
    {
        var scripts = new List<SchemaScript>();
        var problems = new List<string>();
        foreach (
            var (kind, text) in new[] { (NodeKinds.Postgres, migration.Postgres), (NodeKinds.Sqlite, migration.Sqlite) }
        )
        {
            if (text is null)
            {
                continue;
            }

            var reading = ScriptReader.Read(text, kind);
            problems.AddRange(reading.Problems.Select(problem => $"{kind}: {problem}"));
            if (reading.Script is { } script)
            {
                scripts.Add(script);
            }
        }

        return problems.Count > 0 ? throw Refused(migration.Description, problems) : scripts;
    }

    private async Task<long> AppendAsync(ControlMessage message, OrderSigner? signer, CancellationToken stop)
    {
        if (signer is not null)
        {
            var bounds = await parts.Log.GetBoundsAsync(stop).ConfigureAwait(false);
            message = signer.Sign(message, parts.Log.Settings.Log, bounds.EndOffset);
        }

        var record = await parts.EncodeOrderAsync(message, stop).ConfigureAwait(false);
        return (await parts.Log.AppendAsync([record], stop).ConfigureAwait(false)).LastOffset;
    }

    private static ReplicationException Refused(string description, IReadOnlyList<string> problems) =>
        new(
            $"The schema change {Printable.Quote(description)} was not given. {string.Join(" ", problems)}",
            "Nothing was written."
        );
}
