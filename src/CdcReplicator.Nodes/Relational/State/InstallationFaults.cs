using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a database that is not the one it is taken for.</summary>
internal static class InstallationFaults
{
    /// <summary>It is a copy of a database that is in use under the same name.</summary>
    /// <param name="nodeId">The name.</param>
    /// <param name="original">Where the other one is.</param>
    public static NodeFaultException Copy(string nodeId, string original) =>
        new(
            $"This database is a copy of node '{nodeId}', which is in use: {original}. Nothing is applied to the copy.",
            $"To make it a node of its own, give it another Id in the configuration and run: cdc-replicator node adopt "
                + $"THAT-ID. If it shall take the place of the other one, stop that one for good and run: "
                + $"cdc-replicator node adopt {nodeId}",
            isTransient: false,
            code: null
        )
        {
            MayHeal = true,
            IsCopy = true,
        };

    /// <summary>It was made, or adopted, as another node.</summary>
    /// <param name="found">The node that it is.</param>
    /// <param name="wanted">The node that the configuration says it is.</param>
    public static NodeFaultException OtherNode(string found, string wanted) =>
        NodeFaults.Mendable(
            $"This database is node '{found}', and the configuration says that it is '{wanted}'.",
            $"Correct the Id or the connection string. If it is a copy of '{found}' that shall be '{wanted}', run: "
                + $"cdc-replicator node adopt {wanted}"
        );
}
