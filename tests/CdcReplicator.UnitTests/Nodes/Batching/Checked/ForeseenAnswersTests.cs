using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;
using static CdcReplicator.UnitTests.Nodes.BatchTables;

namespace CdcReplicator.UnitTests.Nodes;

/// <summary>Deciding checked changes before the database has answered, and whether its answers bear that out.</summary>
public sealed class ForeseenAnswersTests(ITestOutputHelper output)
{
    private const int Histories = 20_000;

    private static readonly TableFacts Enforcing = new() { EnforcesAtOnce = true };
    private static readonly TableFacts Proving = new() { EnforcesAtOnce = true, MayDoWithoutTriggers = true };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsAsForeseen_RowThatGivesUpAValue_MustBeThere(bool isThere)
    {
        var decided = Decide(Enforcing, Update(Accounts, 1, ("seat", Int(11))));

        Assert.Equal([true], decided.Accepted);
        Assert.Equal(isThere, decided.Answer(isThere ? [new(1, null, 10)] : [], owners: []));
    }

    [Fact]
    public void IsAsForeseen_ValueGivenUpAndNotTaken_IsBorneOut() =>
        Assert.True(Decide(Enforcing, Delete(Accounts, 1)).Answer([new(1, null, 10)], owners: []));

    [Fact]
    public void IsAsForeseen_ValueGivenUpAndTakenByAnother_HasToBeDecidedAgain()
    {
        var decided = Decide(Enforcing, Delete(Accounts, 1), Create(Accounts, Account(2, "b", seat: 10)));

        Assert.False(decided.Answer([new(1, null, 10)], owners: []));
        Assert.Equal([true, true], decided.Again());
    }

    [Fact]
    public void IsAsForeseen_ValueOfAHiddenVersionIsAnothers_HasToBeDecidedAgain()
    {
        var decided = Decide(
            Enforcing,
            Create(Accounts, Account(2, "b", seat: 10)),
            Update(Accounts, 2, ("seat", Int(12)))
        );

        Assert.False(decided.Answer([new(7, null, 10)], owners: []));
        Assert.False(decided.Again()[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsAsForeseen_ParentOfAProvenKey_MustBeThere(bool isThere)
    {
        var decided = Decide(
            Proving,
            Create(Accounts, ("id", Int(1)), ("owner", Int(5)), ("note", Str("a")), ("seat", DataValue.Null))
        );

        Assert.True(decided.Reader.TableOf(Owners)!.Known.Holds);
        Assert.Equal([true], decided.Accepted);
        Assert.Equal(isThere, decided.Answer([], isThere ? [5] : []));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void ToPlan_ProvesForeignKeys_OnlyWhereTriggersMayBeSilent(bool mayBeSilent, bool proves)
    {
        var decided = Decide(mayBeSilent ? Proving : Enforcing, Update(Accounts, 1, ("owner", Int(5))));

        Assert.Equal(proves, new CheckedPlanner(decided.Reader).ToPlan().ProvesForeignKeys);
    }

    [Fact]
    public void IsForeseeable_Expectation_IsNot() =>
        Assert.False(
            Read(
                Enforcing,
                Update(Accounts, 1, ("note", Str("b"))) with
                {
                    Before = RowImages.Of(("note", Str("a"))),
                }
            ).IsForeseeable
        );

    [Fact]
    public void IsForeseeable_RowWrittenWhetherOrNotItIsThere_IsNot() =>
        Assert.False(
            Read(Enforcing, Create(Accounts, Account(1, "a")) with { Operation = ChangeOperation.Read }).IsForeseeable
        );

    [Fact]
    public void IsForeseeable_UniqueValuesWhoseOwnersAreAskedFor_IsNot() =>
        Assert.False(Read(TableFacts.Plain, Create(Accounts, Account(1, "a", seat: 3))).IsForeseeable);

    /// <summary>
    /// The whole claim: whatever is there, what was decided ahead and borne out is what is decided with the answers.
    /// </summary>
    [Fact]
    public void IsAsForeseen_AnyHistory_OnlyIfTheAnswersDecideAlike()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (borneOut, refused) = (0, 0);
        for (var i = 0; i < Histories; i++)
        {
            var decided = Decide(random.Next(2) == 0 ? Enforcing : Proving, [.. Changes(random)]);
            Account[] rows =
            [
                .. Enumerable.Range(1, 4).Where(_ => random.Next(2) == 0).Select(id => new Account(id, null, 10 + id)),
            ];
            var isBorneOut = decided.Answer(rows, [.. Enumerable.Range(1, 2).Where(_ => random.Next(3) > 0)]);
            var again = decided.Again();
            Assert.True(!isBorneOut || again.SequenceEqual(decided.Accepted), $"history {i} of seed {seed}");
            borneOut += isBorneOut ? 1 : 0;
            refused += again.SequenceEqual(decided.Accepted) ? 0 : 1;
        }

        output.WriteLine($"{borneOut} borne out, {refused} decided otherwise");
        Assert.NotEqual(0, borneOut);
        Assert.NotEqual(0, refused);
    }

    private static IEnumerable<RowChange> Changes(Random random)
    {
        for (var left = random.Next(1, 7); left > 0; left--)
        {
            var (id, seat) = (random.Next(1, 5), 11 + random.Next(4));
            var owner = random.Next(3) is > 0 and var number ? Int(number) : DataValue.Null;
            yield return random.Next(4) switch
            {
                0 => Delete(Accounts, id),
                1 => Update(Accounts, id, ("seat", Int(seat)), ("owner", owner)),
                2 => Update(Accounts, id, ("note", Str("n"))),
                _ => Create(Accounts, ("id", Int(id)), ("owner", owner), ("note", Str("a")), ("seat", Int(seat))),
            };
        }
    }

    private static CheckedReader Read(TableFacts facts, params RowChange[] changes)
    {
        var reader = new CheckedReader(Catalog(facts), assumes: true);
        foreach (var change in changes)
        {
            reader.Read(change);
        }

        return reader;
    }

    private static Decided Decide(TableFacts facts, params RowChange[] changes)
    {
        var reader = new CheckedReader(Catalog(facts), assumes: true);
        return new Decided(reader, [.. changes.Select(change => reader.Read(change)!.Value)]);
    }

    private sealed record Account(long Id, long? Owner, long Seat);

    /// <summary>Changes, each a transaction, decided before there were answers.</summary>
    private sealed class Decided
    {
        private readonly CheckedChange[] _changes;

        public Decided(CheckedReader reader, CheckedChange[] changes)
        {
            (Reader, _changes) = (reader, changes);
            Accepted = Accept();
        }

        public CheckedReader Reader { get; }

        public bool[] Accepted { get; }

        /// <summary>
        /// Says what a database with these rows says; returns whether that bears out what was decided.
        /// </summary>
        public bool Answer(Account[] rows, long[] owners)
        {
            var accounts = Reader.TableOf(Accounts)!.Known;
            foreach (var (id, owner, seat) in rows)
            {
                DataValue[] row = [Int(id), owner is { } number ? Int(number) : DataValue.Null, Str("old"), Int(seat)];
                var (key, tuple) = (KeyValue.Of(row, [0]), KeyValue.Of(row, [3]));
                if (accounts.Keys.Contains(key))
                {
                    accounts.FoundRow(row);
                }

                if (accounts.IsAsked(0, tuple))
                {
                    accounts.FoundOwner(0, tuple, key);
                }
            }

            var parents = Reader.TableOf(Owners)!.Known;
            foreach (var id in owners.Where(id => parents.Keys.Contains(KeyValue.Of(Int(id)))))
            {
                parents.FoundRow([Int(id), DataValue.Null]);
            }

            var isBorneOut = Reader.Tables.All(table => table.IsAsForeseen());
            foreach (var table in Reader.Tables)
            {
                table.Known.Answer();
            }

            return isBorneOut;
        }

        /// <summary>Decides with the answers.</summary>
        public bool[] Again()
        {
            foreach (var table in Reader.Tables)
            {
                table.Undecide();
            }

            return Accept();
        }

        private bool[] Accept()
        {
            var planner = new CheckedPlanner(Reader);
            return [.. _changes.Select(change => planner.TryDecide([change], out var rejection) && rejection is null)];
        }
    }
}
