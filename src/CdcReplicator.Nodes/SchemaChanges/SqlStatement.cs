namespace CdcReplicator.Nodes;

/// <summary>A statement of a script.</summary>
/// <param name="Sql">Its text, without the semicolon.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Tokens">Its tokens; at least one.</param>
internal sealed record SqlStatement(string Sql, int Line, IReadOnlyList<SqlToken> Tokens)
{
    /// <summary>Whether it begins with these keywords. One after a '?' may be missing.</summary>
    /// <param name="next">The place after them.</param>
    /// <param name="keywords">The keywords.</param>
    public bool Begins(out int next, params ReadOnlySpan<string> keywords)
    {
        next = 0;
        foreach (var keyword in keywords)
        {
            var isOptional = keyword[0] == '?';
            if (next < Tokens.Count && Tokens[next].Is(isOptional ? keyword[1..] : keyword))
            {
                next++;
            }
            else if (!isOptional)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it begins with these keywords.</summary>
    public bool Begins(params ReadOnlySpan<string> keywords) => Begins(out _, keywords);

    /// <summary>Whether a keyword stands anywhere in it, outside of names and strings.</summary>
    public bool Has(string keyword) => Tokens.Any(token => token.Is(keyword));

    /// <summary>
    /// The last part of the name that begins at a place: of <c>public.t</c> it is <c>t</c>. Null if none begins there.
    /// </summary>
    public SqlToken? NameAt(int at)
    {
        if (at >= Tokens.Count || !Tokens[at].IsName)
        {
            return null;
        }

        while (at + 2 < Tokens.Count && Tokens[at + 1].Is('.') && Tokens[at + 2].IsName)
        {
            at += 2;
        }

        return Tokens[at];
    }

    /// <summary>The keywords it begins with, for people.</summary>
    public string Opening =>
        string.Join(' ', Tokens.TakeWhile(token => token.Kind == SqlTokenKind.Word).Take(3).Select(t => t.Value));
}
