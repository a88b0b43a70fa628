using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.Model;

/// <summary>
/// What one record of the log says, decoded: a row, or something else. A struct that holds a row as it is, because
/// nearly all records are rows: decoding one makes no object.
/// </summary>
internal readonly struct LogEvent
{
    private readonly RowEvent _row;

    /// <summary>A row.</summary>
    public LogEvent(LogRecord record, in RowEvent row)
    {
        Record = record;
        _row = row;
    }

    /// <summary>Anything else.</summary>
    public LogEvent(LogRecord record, EventContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Record = record;
        Other = other;
    }

    /// <summary>The record as it stands in the log.</summary>
    public LogRecord Record { get; }

    /// <summary>Whether it is a row.</summary>
    public bool IsRow => Other is null;

    /// <summary>What it says if it is not a row; else null.</summary>
    public EventContent? Other { get; }

    /// <summary>The row.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    [UnscopedRef]
    public ref readonly RowEvent Row
    {
        get
        {
            if (Other is not null)
            {
                throw new InvalidOperationException($"The record at offset {Record.Offset} is no row.");
            }

            return ref _row;
        }
    }
}
