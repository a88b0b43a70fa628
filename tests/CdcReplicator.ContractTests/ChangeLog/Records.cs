using System.Globalization;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.ContractTests;

/// <summary>Makes and reads test records.</summary>
internal static class Records
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static RecordToAppend Text(string value, string? key = null) =>
        new(key is null ? null : Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));

    public static string TextOf(LogRecord record) => Encoding.UTF8.GetString(record.Value.Span);

    /// <summary>Reads exactly so many records, or fails.</summary>
    public static async Task<List<LogRecord>> ReadAsync(ILogReader reader, int count, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        var records = new List<LogRecord>(count);
        while (records.Count < count)
        {
            records.AddRange(await reader.ReadAsync(Math.Min(5000, count - records.Count), limit.Token));
        }

        return records;
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
