using Xunit;
using Xunit.Sdk;

namespace CdcReplicator.Testing;

/// <summary>
/// A case of a contract suite; the deriving class says with <see cref="NeedsKafkaAttribute"/> what it needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("CdcReplicator.Testing.ContractFactDiscoverer", "CdcReplicator.Testing")]
public sealed class ContractFactAttribute : FactAttribute;
