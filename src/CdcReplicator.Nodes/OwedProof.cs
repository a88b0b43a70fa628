namespace CdcReplicator.Nodes;

/// <summary>
/// A node that was filled from another one owes the proof that both are equal. It stands in the node from the seed's
/// last transaction on, so that no restart makes a node serve that nobody has compared.
/// </summary>
/// <param name="Donor">The node it was filled from.</param>
/// <param name="Since">When the seed ended, Unix milliseconds; tells one seed from another.</param>
internal sealed record OwedProof(string Donor, long Since);
