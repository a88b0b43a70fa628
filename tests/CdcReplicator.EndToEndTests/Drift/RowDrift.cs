namespace CdcReplicator.EndToEndTests;

/// <summary>Rows that are changed past the log, of every kind as often; no row twice.</summary>
internal sealed class RowDrift
{
    private readonly List<string> _sql = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<int> _rows;

    public RowDrift(Random random, int eachOfAKind)
    {
        var rows = Enumerable.Range(1, DriftTables.Rows).ToArray();
        random.Shuffle(rows);
        _rows = new Queue<int>(rows);
        for (var i = 0; i < eachOfAKind; i++)
        {
            Change(random);
            Lose();
            Add(random);
            Swap();
            NullForEmpty();
            ChangeCase();
            RepeatKeyless();
        }
    }

    /// <summary>What is run.</summary>
    public string Sql => string.Join(";\n", _sql);

    /// <summary>Table and key of every row that has to be named.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    private void Change(Random random)
    {
        var row = _rows.Dequeue();
        Run($"UPDATE items SET name = 'changed {random.Next()}' WHERE id = {row}", Item(row));
    }

    private void Lose()
    {
        var row = _rows.Dequeue();
        Run($"DELETE FROM items WHERE id = {row}", Item(row));
    }

    private void Add(Random random)
    {
        var row = 100_000 + random.Next(1_000_000_000);
        Run($"INSERT INTO items VALUES ({row}, 'extra', NULL, {-row})", Item(row));
    }

    /// <summary>Two rows swap all they have, a unique value among it.</summary>
    private void Swap()
    {
        var (one, other) = (_rows.Dequeue(), _rows.Dequeue());
        Run(
            $"UPDATE items SET rank = -1 WHERE id = {one}; "
                + $"UPDATE items SET rank = {one}, name = 'item {one}' WHERE id = {other}; "
                + $"UPDATE items SET rank = {other}, name = 'item {other}' WHERE id = {one}",
            Item(one),
            Item(other)
        );
    }

    private void NullForEmpty()
    {
        var row = _rows.Dequeue();
        Run($"UPDATE items SET note = NULL WHERE id = {row}", Item(row));
    }

    private void ChangeCase()
    {
        var row = _rows.Dequeue();
        Run($"UPDATE codes SET code = 'Code{row}' WHERE code = 'code{row}'", Code($"code{row}"), Code($"Code{row}"));
    }

    /// <summary>Twice, so that an XOR of digests stays the same.</summary>
    private void RepeatKeyless()
    {
        var row = _rows.Dequeue();
        Run(
            $"INSERT INTO facts VALUES ('fact {row}', {row}), ('fact {row}', {row})",
            $"public.facts {DriftTables.FactDigest(row)}"
        );
    }

    private void Run(string sql, params string[] keys)
    {
        _sql.Add(sql);
        _keys.UnionWith(keys);
    }

    private static string Item(int id) => $$"""public.items {"id":{{id}}}""";

    private static string Code(string code) => $$"""public.codes {"code":"{{code}}"}""";
}
