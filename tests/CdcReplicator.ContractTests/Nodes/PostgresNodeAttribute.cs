using System.Reflection;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Sdk;

namespace CdcReplicator.ContractTests;

/// <summary>Runs a theory against a PostgreSQL node.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresNodeAttribute : DataAttribute
{
    public PostgresNodeAttribute() =>
        Skip = ServerRequirement.SkipUnless(
            PostgresBinaries.Find() is not null,
            "PostgreSQL's server programs are not installed."
        );

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            [NodeKinds.Postgres],
        ];
}
