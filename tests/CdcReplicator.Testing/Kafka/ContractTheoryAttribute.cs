using Xunit;
using Xunit.Sdk;

namespace CdcReplicator.Testing;

/// <summary>
/// A case with data of a contract suite; the deriving class says with <see cref="NeedsKafkaAttribute"/> what it needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("CdcReplicator.Testing.ContractTheoryDiscoverer", "CdcReplicator.Testing")]
public sealed class ContractTheoryAttribute : TheoryAttribute;
