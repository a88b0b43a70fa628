using CdcReplicator.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace CdcReplicator.BatchingTests;

/// <summary>Histories for FsCheck: it draws the seed and the size, everything else follows from them.</summary>
internal static class HistoryGenerator
{
    private const int LongestBatch = 40;
    private const int MostFamilies = 2;
    private const int MostChosenTables = 3;

    /// <summary>Half of the nodes have transactions that are longer than what they decide at a time.</summary>
    private static readonly int[] FewRows = [new NodeOptions().BatchRows, new NodeOptions().BatchRows, 5, 30];

    public static Arbitrary<History> Arbitrary { get; } = Arb.From(Generator(), HistoryShrinker.Shrink);

    /// <summary>For tests that only want to know whether a history is found.</summary>
    public static Arbitrary<History> WithoutShrinking { get; } = Arb.From(Generator());

    private static Gen<History> Generator() =>
        Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => Generate(seed, size)));

    private static History Generate(int seed, int size)
    {
        var random = new Random(seed);
        var schema = HistorySchema.All[random.Next(HistorySchema.All.Count)];
        var (rows, log) = (new SourceRows(schema), new TransactionLog(random));
        var count = 5 + random.Next(1 + size);
        var tables = Tables(random, schema);
        var hasBulk = random.Next(15) == 0;
        var trusted = new TrustedHistory(random, tables, rows, log, hasBulk);
        var @checked = new CheckedHistory(random, tables, rows, log, hasBulk);
        var mayHalt = false;
        switch (random.Next(20))
        {
            case < 11:
                @checked.Write(count);
                break;
            case < 17:
                trusted.Write(count);
                break;
            case 17:
                trusted.Write(count);
                trusted.WriteFault();
                mayHalt = true;
                break;
            default:
                trusted.Write(count / 2);
                @checked.Write(count / 2);
                break;
        }

        BatchPlan[] batches = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Plan(random))];
        int[] commits = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 12))];
        return new History(schema, log.Transactions, batches, commits)
        {
            MayHalt = mayHalt,
            BatchRows = FewRows[random.Next(FewRows.Length)],
        };
    }

    /// <summary>Of many tables a few take part, so that their rows meet; the catalog has them all.</summary>
    private static List<HistoryTable> Tables(Random random, HistorySchema schema)
    {
        SchemaFamily[] families = [.. schema.Families];
        random.Shuffle(families);
        HistoryTable[] all =
        [
            .. families.Take(MostFamilies).SelectMany(f => f.Tables).Where(t => !t.IsWrittenByTrigger),
        ];
        if (random.Next(3) == 0)
        {
            return [.. all];
        }

        random.Shuffle(all);
        var chosen = all.Take(random.Next(1, MostChosenTables + 1)).ToList();
        for (var i = 0; i < chosen.Count; i++)
        {
            var parents = chosen[i].ForeignKeys.Select(key => all.First(t => t.Name == key.Parent));
            chosen.AddRange(parents.Where(parent => !chosen.Contains(parent)).ToList());
        }

        return chosen.Exists(t => t.HasKey) ? chosen : [.. all];
    }

    private static BatchPlan Plan(Random random)
    {
        int[] pieces = [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => Piece(random))];
        var crash = random.Next(4) == 0 ? (CrashPoint)random.Next(1, 6) : CrashPoint.None;
        return new BatchPlan(pieces, pieces.Length > 1 && random.Next(3) == 0, crash);
    }

    private static int Piece(Random random) => 1 + random.Next(random.Next(2) == 0 ? LongestBatch : 8);
}
