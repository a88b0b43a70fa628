using System.Reflection;
using CdcReplicator.Nodes;
using Xunit.Sdk;

namespace CdcReplicator.ContractTests;

/// <summary>Runs a theory against a SQLite node.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteNodeAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            [NodeKinds.Sqlite],
        ];
}
