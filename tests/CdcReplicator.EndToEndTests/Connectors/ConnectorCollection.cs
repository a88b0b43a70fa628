using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Tests with a Connect of their own need the machine: nothing of this project runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConnectorCollection
{
    public const string Name = "connectors";
}
