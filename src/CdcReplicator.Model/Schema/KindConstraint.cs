namespace CdcReplicator.Model;

/// <summary>Something only the table's kind of database can refuse a row by: another kind takes the row.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Name">What it is called; of a partitioned table the table's own name.</param>
internal sealed record KindConstraint(KindConstraintForm Form, string Name);
