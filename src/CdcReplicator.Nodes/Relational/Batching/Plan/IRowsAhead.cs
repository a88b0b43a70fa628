namespace CdcReplicator.Nodes;

/// <summary>
/// Rows of a group in the form their database takes, as far as they were made before it was ready for them. Disposing
/// stops the making and forgets them.
/// </summary>
internal interface IRowsAhead : IDisposable
{
    /// <summary>Has a statement take the rows, those made ahead first; once.</summary>
    /// <param name="session">Where the statement runs.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="stop">Cancels it; the server's transaction is then lost.</param>
    /// <exception cref="BatchConflictException">A value does not fit its column.</exception>
    Task SendAsync(NodeSession session, string sql, CancellationToken stop);
}
