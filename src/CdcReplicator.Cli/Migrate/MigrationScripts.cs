using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>The scripts that an operator names, one for each kind of node.</summary>
internal static class MigrationScripts
{
    private const string StandardInput = "-";

    /// <summary>Which file is for which kind.</summary>
    /// <param name="file">The file that is given alone; null if there is none.</param>
    /// <param name="kinds">Each <c>KIND=FILE</c>.</param>
    /// <param name="members">The kinds of the members.</param>
    /// <exception cref="BadInputException">A kind is unknown, or has two files.</exception>
    public static IReadOnlyDictionary<string, string> FilesOf(
        string? file,
        IReadOnlyList<string> kinds,
        IReadOnlyCollection<string> members
    )
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in kinds)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            var kind = at < 0 ? "" : text[..at];
            if (kind is not (NodeKinds.Postgres or NodeKinds.Sqlite) || at == text.Length - 1)
            {
                throw new BadInputException([
                    $"--kind is {Printable.Quote(text)}; give {NodeKinds.Postgres}=FILE or {NodeKinds.Sqlite}=FILE.",
                ]);
            }

            if (!files.TryAdd(kind, text[(at + 1)..]))
            {
                throw new BadInputException([$"--kind {kind} is given twice; one change has one script for a kind."]);
            }
        }

        if (file is null)
        {
            return files.Count > 0
                ? files
                : throw new BadInputException(["Give the script: FILE, or --kind KIND=FILE."]);
        }

        // Alone it is for the kind there is; where there are both, for PostgreSQL.
        var own =
            members.Distinct(StringComparer.Ordinal).ToList() is [var only] && !files.ContainsKey(only)
                ? only
                : NodeKinds.Postgres;
        return files.TryAdd(own, file)
            ? files
            : throw new BadInputException([$"FILE is for {own}, and --kind {own} names another; give one of them."]);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="BadInputException">A file cannot be read, or has statements that are refused.</exception>
    public static async Task<IReadOnlyList<SchemaScript>> ReadAsync(
        IReadOnlyDictionary<string, string> files,
        CancellationToken cancellationToken
    )
    {
        var scripts = new List<SchemaScript>();
        var problems = new List<string>();
        foreach (var (kind, file) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var reading = ScriptReader.Read(await TextAsync(file, cancellationToken), kind);
            problems.AddRange(reading.Problems.Select(problem => $"{NameOf(file)}: {problem}"));
            if (reading.Script is { } script)
            {
                scripts.Add(script);
            }
        }

        return problems.Count > 0 ? throw new BadInputException(problems) : scripts;
    }

    /// <summary>A file as messages name it.</summary>
    public static string NameOf(string file) => file == StandardInput ? "standard input" : Path.GetFileName(file);

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return file == StandardInput
                ? await Console.In.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException([
                $"File {Printable.Quote(file)} cannot be read ({error.GetType().Name}); give a script that is there.",
            ]);
        }
    }
}
