namespace CdcReplicator.Nodes;

/// <summary>
/// What a catalog says of a table, in short: another one after any change of its columns, constraints, triggers or
/// rights.
/// </summary>
/// <param name="Id">What the database knows the table by, whatever it is called.</param>
/// <param name="Hash">Over everything the catalog has of it. Hashes of several tables may be added up.</param>
internal readonly record struct TableVersion(long Id, long Hash);
