using CdcReplicator.Applier;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// A random log of several publishers at work, and what it must come to, worked out in one undisturbed pass.
/// </summary>
internal static class RandomLog
{
    public static LogScript Make(Random random)
    {
        var log = new LogScript();
        List<IEnumerator<bool>> publishers =
        [
            Sdk(log, random, "once-a"),
            Sdk(log, random, "once-b"),
            Sdk(log, random, "named"),
            Connector(log, random, "erp", 1000),
            Connector(log, random, "crm", 2000),
        ];
        while (publishers.Count > 0)
        {
            var publisher = publishers[random.Next(publishers.Count)];
            if (!publisher.MoveNext())
            {
                publishers.Remove(publisher);
            }

            log.Wait(random.Next(50) == 0 ? 61_000 : random.Next(20));
        }

        return log.Heartbeat();
    }

    public static List<string> Expected(LogScript log)
    {
        List<CompletedTransaction> completed = [];
        var texts = log.Assemble(completed: completed);
        var ledger = new PublisherLedger(ClusterSettings.NewLog(), []);
        List<string> expected = [];
        for (var i = 0; i < texts.Count; i++)
        {
            var transaction = completed[i].Transaction;
            var isDuplicate = ledger.Decide(transaction, completed[i].After.LogTime).IsDuplicate;
            if (!isDuplicate && completed[i].RowCount > 0)
            {
                expected.Add(texts[i]);
            }
        }

        return expected;
    }

    private static IEnumerator<bool> Sdk(LogScript log, Random random, string publisher)
    {
        for (var number = 1; number <= 25; number++)
        {
            var count = random.Next(1, 6);
            var attempts = random.Next(8) == 0 ? 2 : 1;
            for (var attempt = 1; attempt <= attempts; attempt++)
            {
                var dies = random.Next(10) == 0 ? random.Next(1, count + 1) : count;
                for (var place = 1; place <= dies; place++)
                {
                    log.Sdk(number, place, count, publisher);
                    yield return true;
                }
            }

            if (random.Next(12) == 0)
            {
                log.Abandon(number, publisher);
                yield return true;
            }
        }
    }

    private static IEnumerator<bool> Connector(LogScript log, Random random, string source, long firstId)
    {
        var lsn = firstId * 1000;
        for (var id = firstId; id < firstId + 15; id++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 7)).Select(_ => lsn += random.Next(2)).ToArray();
            var end = ++lsn;
            lsn++;
            var from = 0;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var dies = attempt < 2 && random.Next(4) == 0;
                var to = dies ? random.Next(from, rows.Length + 1) : rows.Length;
                log.Begin(id, end - 1);
                yield return true;
                for (var i = from; i < to; i++)
                {
                    log.Dbz(id, i - from + 1, rows[i], $"{id}/{i}", source);
                    yield return true;
                    if (random.Next(8) == 0)
                    {
                        log.Lone($"lone{random.Next()}", source: source);
                        yield return true;
                    }
                }

                if (dies)
                {
                    // The connector resumes at the beginning of a group of one LSN, at or before what it sent.
                    from = to == 0 ? 0 : Array.IndexOf(rows, rows[random.Next(to)]);
                    continue;
                }

                log.End(id, to - from, end);
                yield return true;
                if (random.Next(5) != 0)
                {
                    break;
                }
            }
        }
    }
}
