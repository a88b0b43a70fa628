using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Finds what of a seed's schema stands in a SQLite target already.</summary>
internal static class SqliteSeedStanding
{
    /// <summary>Finds it. Names that differ in case alone are one.</summary>
    public static SeedStanding Find(SqliteConnection target, SeedSchema schema)
    {
        var makes = schema.Makes.ToDictionary(make => make.Object.Name, StringComparer.OrdinalIgnoreCase);
        var steps = schema
            .Steps.Where(step => step.Object.Kind == "index")
            .Select(step => step.Object.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var standing = target.ReadRows(
            "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND $1 = ''",
            "",
            r => (Type: r.GetString(0), Name: Quote(r.GetString(1)), Table: Quote(r.GetString(2)))
        );
        var drops = new List<SeedMake>();
        var obstacles = new List<string>();
        foreach (var (type, name, table) in standing)
        {
            if (type == "table" && makes.TryGetValue(name, out var make))
            {
                drops.Add(new SeedMake(new SeedObject(type, name), make.Drop!));
            }
            else if (makes.ContainsKey(name) || (steps.Contains(name) && !makes.ContainsKey(table)))
            {
                obstacles.Add($"The target has a {type} {name}, and the donor something else of that name: drop it.");
            }
        }

        return new SeedStanding(drops, new HashSet<SeedObject>(), obstacles);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
