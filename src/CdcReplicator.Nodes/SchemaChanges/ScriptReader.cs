using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Makes of a SQL script the statements that a schema change in the log holds: without the transactions that it begins
/// and ends itself, and refused if nodes might end differently. Pure.
/// </summary>
internal static class ScriptReader
{
    /// <summary>Reads a script.</summary>
    /// <param name="text">The script.</param>
    /// <param name="kind">The kind of node it is for.</param>
    public static ScriptReading Read(string text, string kind)
    {
        try
        {
            return Judge(SqlSplitter.Split(text, kind), kind);
        }
        catch (SqlScriptException wrong)
        {
            return new ScriptReading(null, [wrong.Message]);
        }
    }

    private static ScriptReading Judge(IReadOnlyList<SqlStatement> statements, string kind)
    {
        var problems = new List<string>();
        var rules = new StatementRules(kind);
        var taken = new List<SqlStatement>();
        foreach (var statement in statements.Where(statement => !TransactionFrame.Has(statement)))
        {
            taken.Add(statement);
            if (rules.Problem(statement) is { } problem)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {statement.Line}: {problem}"));
            }
        }

        var concurrent = taken.Count(ConcurrentIndex.IsOne);
        if (taken.Count == 0)
        {
            problems.Add("The script has no statement; give one that changes tables.");
        }
        else if (concurrent > 0 && concurrent < taken.Count)
        {
            problems.Add(
                "CONCURRENTLY cannot stand in a transaction with other statements; give indexes that are built or "
                    + "dropped so a script of their own."
            );
        }

        return problems.Count > 0
            ? new ScriptReading(null, problems)
            : new ScriptReading(new SchemaScript(kind, [.. taken.Select(s => s.Sql)], concurrent > 0), []);
    }
}
