namespace CdcReplicator.Debezium;

/// <summary>An envelope form with the places its values have in images of one shape.</summary>
/// <param name="Form">The form.</param>
/// <param name="BeforePlaces">For each field of <c>before</c>, the place of its value.</param>
/// <param name="AfterPlaces">For each field of <c>after</c>, the place of its value.</param>
internal sealed record BoundForm(EnvelopeForm Form, int[] BeforePlaces, int[] AfterPlaces);
