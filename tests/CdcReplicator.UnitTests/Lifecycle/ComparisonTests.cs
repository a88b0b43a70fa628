using System.Globalization;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests.Cli;

/// <summary>Comparing, with nodes that are dictionaries from key to value.</summary>
public sealed class ComparisonTests(ITestOutputHelper output)
{
    private const string Table = "public.t";

    [Fact]
    public void Compare_OneRowOfManyOther_NamesItAlone()
    {
        var (a, b) = (Rows(80_000), Rows(80_000));
        b[65_432] = -1;

        var difference = Compare(a, b)!;

        Assert.Equal("{\"id\":65432} differs", Assert.Single(difference.Keys).ToString());
        Assert.True(difference.Complete);
        Assert.Equal(80_000, difference.Rows["a"]);
    }

    [Fact]
    public void Compare_RowsMissing_CountsThemExactlyAndNamesTheNode()
    {
        var (a, b) = (Rows(100_000), Rows(100_000));
        for (var key = 0; key < 100_000; key += 20)
        {
            b.Remove(key);
        }

        var difference = Compare(a, b)!;

        Assert.Equal(5000, difference.DifferingKeys);
        Assert.True(difference.Complete);
        Assert.All(difference.Keys, key => Assert.Equal(["b"], key.MissingOn));
        Assert.Equal([100_000, 95_000], difference.Rows.OrderBy(node => node.Key).Select(node => node.Value));
        Assert.EndsWith(
            "and 4,980 more (5,000 keys; rows: a 100,000, b 95,000).",
            difference.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Compare_ThreeNodes_NamesTheOddOneOfEachKey()
    {
        var (a, b, c) = (Rows(3000), Rows(3000), Rows(3000));
        b[1] = -1;
        c.Remove(2);
        c[9_999] = 7;

        var comparison = Run([a, b, c]);

        Assert.Equal(
            ["{\"id\":1} differs on b", "{\"id\":2} missing on c", "{\"id\":9999} missing on a and b"],
            comparison.Tables.Single().Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["b", "c"],
            OddNode.Of(comparison.Tables.Single().Evidence, trusted: null).Select(odd => odd.Node)
        );
    }

    [Fact]
    public void Compare_RandomNodes_FindsExactlyWhatDiffers()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            output.WriteLine($"seed {seed}");
            var random = new Random(seed);
            var a = Rows(random.Next(0, 20_000));
            var b = new Dictionary<long, long>(a);
            var expected = new SortedSet<long>();
            for (
                var i = random.Next(0, 4) switch
                {
                    0 => 0,
                    1 => 3,
                    2 => 200,
                    _ => 3000,
                };
                i > 0;
                i--
            )
            {
                var key = random.NextInt64(0, 25_000);
                if (random.Next(2) == 0 && b.Remove(key) || b.TryAdd(key, i + 1_000_000))
                {
                    continue;
                }

                b[key] = -i;
            }

            expected.UnionWith(
                a.Keys.Union(b.Keys).Where(key => !a.ContainsKey(key) || !b.ContainsKey(key) || a[key] != b[key])
            );

            var search = Run([a, b]).Tables.Single();

            Assert.Equal(expected, search.Keys.Select(IdOf).Order());
            Assert.True(search.IsComplete);
            Assert.Equal(expected.Count > 0, search.HasDiffered);
        }
    }

    [Fact]
    public void Compare_RowsComeWhileComparing_StillNamesTheDifferenceAlone()
    {
        var (a, b) = (Rows(20_000), Rows(20_000));
        b.Remove(7);

        var search = Run(
            [a, b],
            round =>
            {
                for (var key = 0; key < 20_000; key++)
                {
                    a[(round * 1_000_000L) + key] = b[(round * 1_000_000L) + key] = 5;
                }
            }
        )
            .Tables.Single();

        Assert.Equal(7, IdOf(Assert.Single(search.Keys)));
    }

    [Fact]
    public void Compare_DifferenceGoneMeanwhile_IsStillADifference()
    {
        var (a, b) = (Rows(10), Rows(10));
        b[3] = -1;

        var difference = TableDifference.Of(Run([a, b], _ => b[3] = a[3]).Tables.Single())!;

        Assert.Equal(0, difference.DifferingKeys);
        Assert.Contains("no longer does", difference.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_NodeAnswersNoMore_KeepsTheDifferenceAndSaysWhatIsLacking()
    {
        var (a, b) = (Rows(10), Rows(10));
        b[3] = -1;
        var comparison = new Comparison(Plan(2));
        var whole = comparison.Next();
        comparison.Take(whole, Answers(whole, [a, b]));
        var second = comparison.Next();

        comparison.Take(second, Answers(second, [a]));

        Assert.Empty(comparison.Next());
        Assert.Contains(
            "no further answer of b",
            Assert.Single(comparison.NotCompared).Reason,
            StringComparison.Ordinal
        );
        var difference = TableDifference.Of(comparison.Tables.Single())!;
        Assert.False(difference.Complete);
        Assert.Equal(["a", "b"], Majority.OddOnes(Assert.Single(comparison.Tables.Single().Evidence).Seen));
    }

    [Fact]
    public void Take_OnlyOneNodeAnswers_IsNotCompared()
    {
        var comparison = new Comparison(Plan(2));
        var whole = comparison.Next();

        comparison.Take(whole, Answers(whole, [Rows(10)]));

        Assert.False(comparison.Tables.Single().IsCompared);
        Assert.Null(TableDifference.Of(comparison.Tables.Single()));
    }

    [Fact]
    public void Next_ManyRowsToList_StaysWithinTheRound()
    {
        var comparison = new Comparison(Plan(2));
        var asked = comparison.Next();
        var nodes = new[] { Rows(50_000), Rows(0) };
        while (asked.Count > 0)
        {
            var answers = Answers(asked, nodes);
            Assert.InRange(asked.Sum(table => table.Parts.Count), 1, Comparison.PartsPerRound);
            Assert.InRange(
                answers["a"].Tables.Sum(table => table.Parts.Sum(part => part.Rows?.Count ?? 0)),
                0,
                Comparison.RowsPerRound
            );
            comparison.Take(asked, answers);
            asked = comparison.Next();
        }

        Assert.InRange(comparison.Tables.Single().Keys.Count, Comparison.MaxKeys, 49_999);
        Assert.False(comparison.Tables.Single().IsComplete);
    }

    private static TableDifference? Compare(params Dictionary<long, long>[] nodes) =>
        TableDifference.Of(Run(nodes).Tables.Single());

    private static Comparison Run(Dictionary<long, long>[] nodes, Action<int>? between = null)
    {
        var comparison = new Comparison(Plan(nodes.Length));
        for (var round = 1; comparison.Next() is { Count: > 0 } asked; round++)
        {
            comparison.Take(asked, Answers(asked, nodes));
            between?.Invoke(round);
        }

        Assert.Empty(comparison.NotCompared);
        return comparison;
    }

    private static VerifyPlan Plan(int nodes) =>
        new([new TablePlan(Table, [.. Enumerable.Range(0, nodes).Select(Name)], null)], [], []);

    private static Dictionary<string, NodeDigest> Answers(
        IReadOnlyList<TableRequest> asked,
        Dictionary<long, long>[] nodes
    ) =>
        nodes
            .Select(
                (rows, place) =>
                    new NodeDigest("c", Name(place), 1, null, [.. asked.Select(table => Answer(table, rows))])
            )
            .ToDictionary(answer => answer.NodeId);

    private static TableDigest Answer(TableRequest request, Dictionary<long, long> rows)
    {
        var digester = new TableDigester(request.Parts);
        foreach (var (key, value) in rows)
        {
            digester.Add($$"""{"id":{{key}}}""", (UInt128)(ulong)((key * 31) ^ (value << 20)));
        }

        return new TableDigest(request.Table, ["id"], digester.ToDigests(), TableDigest.CurrentForm);
    }

    private static Dictionary<long, long> Rows(int count) =>
        Enumerable.Range(0, count).ToDictionary(key => (long)key, key => key * 2L);

    private static string Name(int place) => ((char)('a' + place)).ToString();

    private static long IdOf(KeyDifference key) => long.Parse(key.Key[6..^1], CultureInfo.InvariantCulture);
}
