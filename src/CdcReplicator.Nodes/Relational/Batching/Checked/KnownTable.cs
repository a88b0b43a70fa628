using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What a batch of checked changes must know of one table: first what is asked, with the answer that is foreseen, then
/// what was found.
/// </summary>
internal sealed class KnownTable(BatchRules rules)
{
    private readonly Dictionary<KeyValue, bool> _keys = [];
    private readonly Dictionary<KeyValue, bool> _assumed = [];
    private readonly Dictionary<KeyValue, RowVersion> _expected = [];
    private readonly bool[] _wanted = new bool[rules.Table.Columns.Length];
    private readonly HashSet<KeyValue>[] _tuples = [.. rules.Uniques.Select(_ => new HashSet<KeyValue>())];
    private readonly Dictionary<KeyValue, DataValue[]> _rows = [];
    private readonly Dictionary<KeyValue, KeyValue>[] _owners =
    [
        .. rules.Uniques.Select(_ => new Dictionary<KeyValue, KeyValue>()),
    ];

    private bool _isAnswered;

    /// <summary>The table's rules.</summary>
    public BatchRules Rules { get; } = rules;

    /// <summary>Keys whose rows are asked for.</summary>
    public IReadOnlyCollection<KeyValue> Keys => _keys.Keys;

    /// <summary>How much is asked.</summary>
    public int Count => _keys.Count + _tuples.Sum(tuples => tuples.Count);

    private bool AreRead(int[] columns)
    {
        foreach (var column in columns)
        {
            if (!_wanted[column] && !Rules.Table.IsKey[column])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Places of the columns asked for besides the key.</summary>
    public int[] WantedColumns =>
        [.. Enumerable.Range(0, _wanted.Length).Where(column => _wanted[column] && !Rules.Table.IsKey[column])];

    /// <summary>Begins anew; the room that was taken is used again.</summary>
    public void Clear()
    {
        _isAnswered = false;
        Holds = false;
        _keys.Clear();
        _assumed.Clear();
        _expected.Clear();
        _rows.Clear();
        Array.Clear(_wanted);
        Array.ForEach(_tuples, tuples => tuples.Clear());
        Array.ForEach(_owners, owners => owners.Clear());
    }

    /// <summary>Asks whether a row is there.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="foreseen">
    /// The answer that lets the changes pass; what was taken or asked of the row before comes first.
    /// </param>
    public void AskRow(KeyValue key, bool foreseen) =>
        _keys.TryAdd(key, _assumed.TryGetValue(key, out var isThere) ? isThere : foreseen);

    /// <summary>
    /// Takes a row for being there or not, unless something was taken or asked of it before. The caller must make sure
    /// that the write fails if the assumption is wrong.
    /// </summary>
    public void Assume(KeyValue key, bool isThere) => _assumed.TryAdd(key, isThere);

    /// <summary>Notes the version of a row that will be written, as far as the changes are read.</summary>
    public void Expect(KeyValue key, RowVersion version) => _expected[key] = version;

    /// <summary>
    /// A further change of a row comes. Takes the version that will therefore not be written, if there was one.
    /// </summary>
    public RowVersion? Supersede(KeyValue key) => _expected.Remove(key, out var version) ? version : null;

    /// <summary>Whether a row was taken for not being there.</summary>
    public bool IsAssumedMissing(KeyValue key) => _assumed.TryGetValue(key, out var isThere) && !isThere;

    /// <summary>Whether a row is there, as read, foreseen or assumed.</summary>
    public bool IsThere(KeyValue key) =>
        _keys.TryGetValue(key, out var foreseen)
            ? _isAnswered
                ? _rows.ContainsKey(key)
                : foreseen
            : _assumed.TryGetValue(key, out var isThere) && isThere;

    /// <summary>Whether a row was asked for, and the answer is there.</summary>
    public bool IsAnswered(KeyValue key) => _isAnswered && _keys.ContainsKey(key);

    /// <summary>
    /// All that was asked has been answered: what was found counts now, and no longer what was foreseen.
    /// </summary>
    public void Answer() => _isAnswered = true;

    /// <summary>Whether the rows asked for are there, or not, as foreseen.</summary>
    public bool AreRowsAsForeseen()
    {
        foreach (var (key, foreseen) in _keys)
        {
            if (_rows.ContainsKey(key) != foreseen)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks whether a row is there that others point to.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="holds">
    /// Whether it is to stay there until the transaction ends, and the other rows asked for with it.
    /// </param>
    public void AskParent(KeyValue key, bool holds)
    {
        Holds |= holds;
        AskRow(key, foreseen: true);
    }

    /// <summary>Whether the rows asked for are to stay until the transaction ends.</summary>
    public bool Holds { get; private set; }

    /// <summary>Asks for a column of the rows asked for.</summary>
    public void AskColumn(int column) => _wanted[column] = true;

    /// <summary>Asks which row has some values of a unique constraint.</summary>
    public void AskOwner(int unique, KeyValue tuple) => _tuples[unique].Add(tuple);

    /// <summary>The values asked for of a unique constraint.</summary>
    public IReadOnlyCollection<KeyValue> TuplesOf(int unique) => _tuples[unique];

    /// <summary>Whether it is asked which row has some values of a unique constraint.</summary>
    public bool IsAsked(int unique, KeyValue tuple) => _tuples[unique].Contains(tuple);

    /// <summary>
    /// Whether it was asked which row has some values of a unique constraint, and the answer is there.
    /// </summary>
    public bool IsOwnerAnswered(int unique, KeyValue tuple) => _isAnswered && IsAsked(unique, tuple);

    /// <summary>Notes a row: values at the places of the key and of <see cref="WantedColumns"/>.</summary>
    public void FoundRow(DataValue[] row)
    {
        var key = KeyValue.Of(row, Rules.Table.Key);
        _rows[key] = row;
        for (var unique = 0; unique < _owners.Length; unique++)
        {
            var columns = Rules.Uniques[unique];
            if (AreRead(columns) && !KeyValue.HasNull(row, columns))
            {
                FoundOwner(unique, KeyValue.Of(row, columns), key);
            }
        }
    }

    /// <summary>Notes which row has some values of a unique constraint.</summary>
    public void FoundOwner(int unique, KeyValue tuple, KeyValue owner) => _owners[unique][tuple] = owner;

    /// <summary>The values of a unique constraint that were found, and whose they are.</summary>
    public IReadOnlyDictionary<KeyValue, KeyValue> OwnersOf(int unique) => _owners[unique];

    /// <summary>The row of a key that was asked for, or null if there is none.</summary>
    public DataValue[]? RowOf(KeyValue key) => _rows.GetValueOrDefault(key);

    /// <summary>The row that had some values of a unique constraint, or null if none had.</summary>
    public KeyValue? OwnerOf(int unique, KeyValue tuple) =>
        _owners[unique].TryGetValue(tuple, out var owner) ? owner : null;
}
