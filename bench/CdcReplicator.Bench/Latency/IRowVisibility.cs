namespace CdcReplicator.Bench;

/// <summary>Tells which rows of a rising key a database shows. For one caller at a time.</summary>
internal interface IRowVisibility : IAsyncDisposable
{
    /// <summary>The highest key that is visible now; 0 if none.</summary>
    long Highest();
}
