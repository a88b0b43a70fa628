using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Tests that share two servers, one after another.</summary>
[CollectionDefinition(RelayCluster.Collection)]
public sealed class RelayCollection : ICollectionFixture<RelayCluster>;
