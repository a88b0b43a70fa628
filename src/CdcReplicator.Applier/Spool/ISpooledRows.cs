using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Rows of one transaction outside memory. Disposing removes them.</summary>
internal interface ISpooledRows : IDisposable
{
    /// <summary>Adds the record of a row event.</summary>
    void Append(LogRecord record);

    /// <summary>The rows in the order they were added, decoded one at a time. May be called again.</summary>
    IEnumerable<LogEvent> Read();
}
