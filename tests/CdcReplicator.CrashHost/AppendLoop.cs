using System.Globalization;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.CrashHost;

/// <summary>
/// Appends transactions until it is killed or has done its share. Arguments: log, publisher, transactions, records of
/// each, bytes of each record, appends under way at once. Each record's value starts with
/// <c>publisher:transaction:place:records|</c>. Writes <c>ready</c>, then per acknowledged transaction <c>transaction
/// offset</c>, in order.
/// </summary>
internal static class AppendLoop
{
    public static async Task<int> RunAsync(string[] args)
    {
        var publisher = args[1];
        var numbers = args[2..].Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
        var (transactions, records, bytes, depth) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(args[0]),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        Console.WriteLine("ready");
        var underWay = new Queue<(int Transaction, Task<AppendReceipt> Append)>();
        for (var transaction = 0; transaction < transactions || underWay.Count > 0; transaction++)
        {
            if (transaction < transactions)
            {
                var batch = Transaction(publisher, transaction, records, bytes);
                underWay.Enqueue((transaction, log.AppendAsync(batch, CancellationToken.None)));
            }

            if (underWay.Count >= depth || transaction >= transactions)
            {
                var (done, append) = underWay.Dequeue();
                var receipt = await append;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {receipt.LastOffset}"));
            }
        }

        return 0;
    }

    private static RecordToAppend[] Transaction(string publisher, int transaction, int records, int bytes) =>
        [
            .. Enumerable
                .Range(0, records)
                .Select(place =>
                {
                    var text = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{publisher}:{transaction}:{place}:{records}|"
                    );
                    return new RecordToAppend(null, Encoding.UTF8.GetBytes(text.PadRight(bytes, '.')));
                }),
        ];
}
