using System.Reflection;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Sdk;

namespace CdcReplicator.ContractTests;

/// <summary>Runs a theory against a PostgreSQL node.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresNodeAttribute : DataAttribute
{
    public PostgresNodeAttribute() => Skip = PostgresAvailability.SkipReason(ownServer: false);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            [NodeKinds.Postgres],
        ];
}
