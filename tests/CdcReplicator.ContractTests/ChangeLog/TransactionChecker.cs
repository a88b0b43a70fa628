using System.Globalization;
using System.Text;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Checks what a reader sees of records <c>publisher:transaction:place:records|</c>: each transaction's places in order
/// and once, transactions of a publisher in order. Counts the whole ones.
/// </summary>
internal sealed class TransactionChecker
{
    private readonly Dictionary<string, (int Transaction, int Place, int Records)> _last = [];
    private readonly Dictionary<string, List<int>> _whole = [];
    private long _lastOffset = -1;

    /// <summary>Whole transactions.</summary>
    public int Whole { get; private set; }

    /// <summary>Digest of the order of everything seen: equal for readers who saw the same.</summary>
    public ulong Order { get; private set; } = 14695981039346656037;

    /// <summary>Publishers whose last transaction is not whole.</summary>
    public IReadOnlyList<string> Torn =>
        [.. _last.Where(last => last.Value.Place != last.Value.Records - 1).Select(last => last.Key)];

    /// <summary>The whole transactions of a publisher, in order.</summary>
    public IReadOnlyList<int> WholeOf(string publisher) => _whole.GetValueOrDefault(publisher, []);

    public void Take(LogRecord record)
    {
        Assert.True(record.Offset > _lastOffset, $"offset {record.Offset} after {_lastOffset}");
        _lastOffset = record.Offset;
        var value = record.Value.Span;
        var text = Encoding.UTF8.GetString(value[..value.IndexOf((byte)'|')]);
        foreach (var c in text)
        {
            Order = (Order ^ c) * 1099511628211;
        }

        var parts = text.Split(':');
        var now = (Transaction: Number(parts[1]), Place: Number(parts[2]), Records: Number(parts[3]));
        if (_last.TryGetValue(parts[0], out var last) && now.Place > 0)
        {
            Assert.Equal(last with { Place = last.Place + 1 }, now);
        }
        else
        {
            Assert.Equal(0, now.Place);
            Assert.True(last.Place == Math.Max(last.Records - 1, 0), $"{text} comes inside another transaction");
            Assert.True(last.Records == 0 || now.Transaction > last.Transaction, $"{text} comes again");
        }

        _last[parts[0]] = now;
        if (now.Place == now.Records - 1)
        {
            Whole++;
            (_whole.TryGetValue(parts[0], out var list) ? list : _whole[parts[0]] = []).Add(now.Transaction);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
