using System.Reflection;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Sdk;

namespace CdcReplicator.ContractTests;

/// <summary>Runs a theory on pairs of donor and target; those with PostgreSQL only where it is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedNodesAttribute(bool across = false) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [NodeKinds.Sqlite, NodeKinds.Sqlite];
        if (PostgresAvailability.SkipReason(ownServer: false) is not null)
        {
            yield break;
        }

        yield return [NodeKinds.Postgres, NodeKinds.Postgres];
        if (across)
        {
            yield return [NodeKinds.Postgres, NodeKinds.Sqlite];
            yield return [NodeKinds.Sqlite, NodeKinds.Postgres];
        }
    }
}
