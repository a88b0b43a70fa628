using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The log of a day's cluster.</summary>
internal interface IDayLog : IDisposable
{
    /// <summary>As commands take it.</summary>
    string Address { get; }

    /// <summary>Opens it for a process whose wall clock is given.</summary>
    Task<IChangeLog> OpenAsync(PlantedBug bug, TimeProvider clock);

    /// <summary>Opens it to be looked at, whatever is wrong with it.</summary>
    Task<IChangeLog> OpenToLookAsync();
}
