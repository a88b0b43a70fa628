using System.Text;

namespace CdcReplicator.EndToEndTests;

/// <summary>Splits a script into statements, without comments.</summary>
internal static class SqlStatements
{
    public static IEnumerable<string> Split(string script)
    {
        var statement = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            if (quote == '\0' && c == '-' && i + 1 < script.Length && script[i + 1] == '-')
            {
                i = script.IndexOf('\n', i) is >= 0 and var end ? end : script.Length;
                statement.Append('\n');
            }
            else if (quote == '\0' && c == ';')
            {
                yield return statement.ToString().Trim();
                statement.Clear();
            }
            else
            {
                quote =
                    quote == '\0' && c is '\'' or '"' ? c
                    : c == quote ? '\0'
                    : quote;
                statement.Append(c);
            }
        }
    }
}
