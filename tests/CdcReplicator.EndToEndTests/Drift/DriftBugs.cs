using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>Faults of comparing that others have had.</summary>
internal static class DriftBugs
{
    /// <summary>Rows that are the same twice cancel each other out.</summary>
    internal sealed class PlainXor(INode inner) : DriftBug(inner)
    {
        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            var odd = new Dictionary<RowDigest, bool>();
            await foreach (var row in rows)
            {
                odd[row] = !odd.GetValueOrDefault(row);
            }

            foreach (var row in odd.Where(row => row.Value))
            {
                yield return row.Key;
            }
        }
    }

    /// <summary>The last part of each table is not read.</summary>
    internal sealed class LastChunkSkipped(INode inner) : DriftBug(inner)
    {
        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            await foreach (var row in rows)
            {
                if (TablePart.Of(1, KeyPath.Of(row.Key)).Index < KeyPath.FanOut - 1)
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>What lies after the largest key of the beginning is not read.</summary>
    internal sealed class OpenTailSkipped(INode inner) : DriftBug(inner)
    {
        private readonly Dictionary<TableName, int> _longest = [];

        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            var known = _longest.TryGetValue(table.Name, out var longest);
            await foreach (var row in rows)
            {
                if (!known || row.Key.Length <= longest)
                {
                    _longest[table.Name] = Math.Max(_longest.GetValueOrDefault(table.Name), row.Key.Length);
                    yield return row;
                }
            }
        }
    }

    /// <summary>The node says what it had the last time, as if it had come on.</summary>
    internal sealed class IdleTakenForCaughtUp(INode inner) : DriftBug(inner)
    {
        private readonly Dictionary<TableName, List<RowDigest>> _before = [];

        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            if (!_before.TryGetValue(table.Name, out var before))
            {
                before = [];
                await foreach (var row in rows)
                {
                    before.Add(row);
                }

                _before.Add(table.Name, before);
            }

            foreach (var row in before)
            {
                yield return row;
            }
        }
    }

    /// <summary>A table that cannot be read has no rows.</summary>
    internal sealed class ErrorTakenForEmpty(INode inner) : DriftBug(inner)
    {
        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            await using var reading = rows.GetAsyncEnumerator();
            while (await HasNextAsync(reading))
            {
                yield return reading.Current;
            }
        }

        private static async Task<bool> HasNextAsync(IAsyncEnumerator<RowDigest> reading)
        {
            try
            {
                return await reading.MoveNextAsync();
            }
            catch (ReplicationException)
            {
                return false;
            }
        }
    }

    /// <summary>Rows that a repair has written are seen before they are on the disk; a crash takes them.</summary>
    internal sealed class UnflushedPosition(INode inner) : DriftBug(inner)
    {
        private readonly Dictionary<string, RowDigest> _unflushed = new(StringComparer.Ordinal);

        public override Task RewriteAsync(RowRewrite rewrite, CancellationToken cancellationToken)
        {
            foreach (var change in rewrite.Changes.Where(change => change.After is not null))
            {
                var digest = new RowDigester(DriftTables.Items).Digest([.. change.After!.Value.ToValues()]);
                _unflushed[digest.Key] = digest;
            }

            return Task.CompletedTask;
        }

        protected override async IAsyncEnumerable<RowDigest> Spoil(
            TableDefinition table,
            IAsyncEnumerable<RowDigest> rows
        )
        {
            await foreach (var row in rows)
            {
                yield return table.Name == DriftTables.Items.Name && _unflushed.TryGetValue(row.Key, out var unflushed)
                    ? unflushed
                    : row;
            }
        }
    }
}
