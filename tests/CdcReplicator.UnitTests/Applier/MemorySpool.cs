using CdcReplicator.Applier;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>A spool that keeps offsets and reads the rows back from the script.</summary>
internal sealed class MemorySpool(LogScript script) : ITransactionSpool
{
    public int Created { get; private set; }

    public int Open { get; private set; }

    public ISpooledRows Create()
    {
        Created++;
        Open++;
        return new Rows(this);
    }

    private sealed class Rows(MemorySpool spool) : ISpooledRows
    {
        private readonly List<long> _offsets = [];

        public void Append(LogRecord record) => _offsets.Add(record.Offset);

        public IEnumerable<LogEvent> Read()
        {
            foreach (var offset in _offsets)
            {
                yield return spool.Event(offset);
            }
        }

        public void Dispose() => spool.Open--;
    }

    private LogEvent Event(long offset) => script.Events[(int)offset];
}
