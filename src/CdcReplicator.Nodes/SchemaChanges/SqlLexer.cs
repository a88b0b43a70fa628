using System.Globalization;

namespace CdcReplicator.Nodes;

/// <summary>
/// Reads the tokens of a SQL script by the database's own lexical rules: strings, dollar quotes, escapes, names in
/// quotes, comments. Pure.
/// </summary>
internal sealed class SqlLexer
{
    private readonly string _script;
    private readonly bool _isPostgres;
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    private SqlLexer(string script, bool isPostgres) => (_script, _isPostgres) = (script, isPostgres);

    /// <summary>All tokens, without comments.</summary>
    /// <param name="script">The script.</param>
    /// <param name="kind">The kind of node it is for.</param>
    /// <exception cref="SqlScriptException">Something in it does not end, or is not SQL.</exception>
    public static IReadOnlyList<SqlToken> Read(string script, string kind)
    {
        ArgumentNullException.ThrowIfNull(script);
        var lexer = new SqlLexer(script, kind == NodeKinds.Postgres);
        while (lexer.Next()) { }

        return lexer._tokens;
    }

    /// <summary>The line at which something stands, from 1.</summary>
    public static int LineOf(string script, int at) => script.AsSpan(0, Math.Min(at, script.Length)).Count('\n') + 1;

    private char Peek(int ahead = 0) => _at + ahead < _script.Length ? _script[_at + ahead] : '\0';

    private bool Next()
    {
        if (_at >= _script.Length)
        {
            return false;
        }

        var c = Peek();
        if (char.IsWhiteSpace(c) || c == '\uFEFF')
        {
            _at++;
        }
        else if (c == '-' && Peek(1) == '-')
        {
            var end = _script.IndexOf('\n', _at);
            _at = end < 0 ? _script.Length : end;
        }
        else if (c == '/' && Peek(1) == '*')
        {
            SkipComment();
        }
        else if (c == '\'')
        {
            ReadQuoted(SqlTokenKind.Text, _at, '\'', escapes: false);
        }
        else if (c == '"' || (c == '`' && !_isPostgres))
        {
            ReadQuoted(SqlTokenKind.Name, _at, c, escapes: false);
        }
        else if (c == '[' && !_isPostgres)
        {
            ReadQuoted(SqlTokenKind.Name, _at, ']', escapes: false);
        }
        else if (c == '$' && _isPostgres && DollarTag() is { } tag)
        {
            ReadDollarQuoted(tag);
        }
        else if (c == '\\' && _isPostgres)
        {
            throw Wrong(
                _at,
                $"{Model.Printable.Quote(LineAt(_at))} is a command of psql and no SQL",
                "take it out, and give plain SQL"
            );
        }
        else if (IsWordStart(c))
        {
            ReadWord();
        }
        else if (char.IsAsciiDigit(c))
        {
            var start = _at;
            while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '.' or '_')
            {
                _at++;
            }

            Add(SqlTokenKind.Number, start, start, _at);
        }
        else
        {
            _at++;
            Add(SqlTokenKind.Symbol, _at - 1, _at - 1, _at);
        }

        return true;
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_' || c > '\u007f';

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';

    private void ReadWord()
    {
        var start = _at;
        while (IsWordPart(Peek()))
        {
            _at++;
        }

        var word = _script.AsSpan(start, _at - start);
        // E'...', B'...', X'...', N'...', U&'...' and U&"..." are one token with what follows.
        if (Peek() == '\'' && word.Length == 1 && "eEbBxXnN".Contains(word[0], StringComparison.Ordinal))
        {
            ReadQuoted(SqlTokenKind.Text, start, '\'', escapes: _isPostgres && word[0] is 'e' or 'E');
            return;
        }

        if (_isPostgres && word.Length == 1 && word[0] is 'u' or 'U' && Peek() == '&' && Peek(1) is '\'' or '"')
        {
            _at++;
            ReadQuoted(Peek() == '"' ? SqlTokenKind.Name : SqlTokenKind.Text, start, Peek(), escapes: false);
            return;
        }

        Add(SqlTokenKind.Word, start, start, _at);
    }

    private void ReadQuoted(SqlTokenKind kind, int start, char close, bool escapes)
    {
        var from = ++_at;
        for (; _at < _script.Length; _at++)
        {
            if (escapes && Peek() == '\\')
            {
                _at++;
            }
            else if (Peek() == close)
            {
                if (Peek(1) != close || close == ']')
                {
                    _at++;
                    Add(kind, start, from, _at - 1);
                    return;
                }

                _at++;
            }
        }

        throw Wrong(
            start,
            $"what begins with {Model.Printable.Quote(LineAt(start))} has no closing {close}",
            "close it"
        );
    }

    /// <summary>The tag of a dollar quote that begins here, with its dollars; null if none begins.</summary>
    private string? DollarTag()
    {
        var end = _at + 1;
        while (end < _script.Length && IsWordPart(_script[end]) && _script[end] != '$')
        {
            end++;
        }

        return end < _script.Length && _script[end] == '$' && !char.IsAsciiDigit(_script[_at + 1])
            ? _script[_at..(end + 1)]
            : null;
    }

    private void ReadDollarQuoted(string tag)
    {
        var from = _at + tag.Length;
        var close = _script.IndexOf(tag, from, StringComparison.Ordinal);
        if (close < 0)
        {
            throw Wrong(
                _at,
                $"the dollar quote {Model.Printable.Quote(tag)} is not closed",
                "close it; if it is a variable of another tool, write its value there"
            );
        }

        var start = _at;
        _at = close + tag.Length;
        Add(SqlTokenKind.Text, start, from, close);
    }

    private void SkipComment()
    {
        var start = _at;
        var depth = 0;
        while (_at < _script.Length)
        {
            if (Peek() == '/' && Peek(1) == '*' && (_isPostgres || depth == 0))
            {
                depth++;
                _at += 2;
            }
            else if (Peek() == '*' && Peek(1) == '/')
            {
                depth--;
                _at += 2;
                if (depth == 0)
                {
                    return;
                }
            }
            else
            {
                _at++;
            }
        }

        if (_isPostgres)
        {
            throw Wrong(start, "a comment is not closed", "close it with */");
        }
    }

    private void Add(SqlTokenKind kind, int start, int from, int to) =>
        _tokens.Add(new SqlToken(kind, _script[from..to], start, _at));

    private string LineAt(int at)
    {
        var end = _script.IndexOf('\n', at);
        return (end < 0 ? _script[at..] : _script[at..end]).Trim();
    }

    private SqlScriptException Wrong(int at, string problem, string remedy) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {LineOf(_script, at)}: {problem}; {remedy}."));
}
