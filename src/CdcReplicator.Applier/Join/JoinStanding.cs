namespace CdcReplicator.Applier;

/// <summary>What is done to a node before it is opened.</summary>
/// <param name="Text">For people.</param>
/// <param name="Seed">How far its filling is; null before it has begun.</param>
internal sealed record JoinStanding(string Text, SeedReport? Seed);
