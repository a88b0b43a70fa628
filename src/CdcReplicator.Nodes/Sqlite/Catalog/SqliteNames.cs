namespace CdcReplicator.Nodes;

/// <summary>
/// What the tables of a file stand for. SQLite has no schemas, and takes names for equal that differ in case alone; so
/// what a table stands for is read from its name (<see cref="TableName.Parse"/>), and one name may have several
/// spellings.
/// </summary>
internal sealed class SqliteNames
{
    private readonly Dictionary<TableName, string> _declared = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of a file's tables.</summary>
    public SqliteNames(IEnumerable<string> declared)
    {
        foreach (var name in declared)
        {
            _taken.Add(name);
            _declared.TryAdd(TableName.Parse(name), name);
        }
    }

    /// <summary>
    /// What the table is called in the file; if it is not there, a name that is free and would be read as its.
    /// </summary>
    public string Of(TableName table)
    {
        if (_declared.TryGetValue(table, out var name))
        {
            return name;
        }

        string[] spellings = [Short(table), table.ToString(), $"{InQuotes(table.Schema)}.{InQuotes(table.Name)}"];
        return spellings.FirstOrDefault(spelling => !_taken.Contains(spelling)) ?? spellings[^1];
    }

    private static string Short(TableName table) =>
        table.Schema == TableName.DefaultSchema ? TableName.Part(table.Name) : table.ToString();

    private static string InQuotes(string part) => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
