using System.Globalization;
using System.Text;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Cuts a template into tokens, white space control included: trim_blocks and lstrip_blocks are on, as in transformers.</summary>
internal sealed class Lexer
{
    private static readonly string[] Operators =
        ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",", ":", "|", "(", ")", "[", "]", "{", "}"];

    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string template)
    {
        _source = template.ReplaceLineEndings("\n");
        if (_source.EndsWith('\n'))
            _source = _source[..^1]; // Jinja drops one line end at the end of a template
    }

    public static List<Token> Read(string template)
    {
        var lexer = new Lexer(template);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        var lineStarts = true;
        while (_at < _source.Length)
        {
            var tag = NextTag();
            var text = _source[_at..tag];
            if (tag < _source.Length)
                text = TrimBefore(text, tag, lineStarts);
            if (text.Length > 0)
                _tokens.Add(new Token(TokenKind.Text, text, PositionOf(_at)));
            _at = tag;
            if (tag == _source.Length)
                break;
            ReadTag(_source[tag + 1]);
            lineStarts = _source[_at - 1] == '\n';
        }

        _tokens.Add(new Token(TokenKind.End, "the end of the template", PositionOf(_source.Length)));
    }

    private int NextTag()
    {
        for (var at = _source.IndexOf('{', _at); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
                return at;
        }

        return _source.Length;
    }

    private string TrimBefore(string text, int tag, bool lineStarts)
    {
        var sign = tag + 2 < _source.Length ? _source[tag + 2] : ' ';
        if (sign == '-')
            return text.TrimEnd();
        if (sign == '+' || _source[tag + 1] == '{')
            return text;
        var line = text.LastIndexOf('\n') + 1;
        return (line > 0 || lineStarts) && string.IsNullOrWhiteSpace(text[line..]) ? text[..line] : text;
    }

    private void ReadTag(char kind)
    {
        var start = PositionOf(_at);
        _at += 2;
        if (kind == '#')
        {
            var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
            if (end < 0)
                throw Fault(start, "a comment that ends with #}", "the end of the template");
            _at = end + 2;
            TrimAfter(_source[end - 1], trimsLine: true);
            return;
        }

        if (_at < _source.Length && _source[_at] is '-' or '+')
            _at++;
        _tokens.Add(new Token(kind == '{' ? TokenKind.OutputBegin : TokenKind.BlockBegin, _source.Substring(_at - 2, 2), start));
        var open = new Stack<char>();
        while (!ReadTagEnd(kind, open.Count))
            ReadToken(start, open);
    }

    private bool ReadTagEnd(char kind, int depth)
    {
        while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            _at++;
        var close = kind == '{' ? "}}" : "%}";
        var signed = _at < _source.Length && _source[_at] is '-' or '+';
        if (depth > 0 || string.CompareOrdinal(_source, signed ? _at + 1 : _at, close, 0, 2) != 0)
            return false;
        _tokens.Add(new Token(kind == '{' ? TokenKind.OutputEnd : TokenKind.BlockEnd, close, PositionOf(_at)));
        var sign = signed ? _source[_at] : ' ';
        _at += signed ? 3 : 2;
        TrimAfter(sign, trimsLine: kind == '%');
        return true;
    }

    private void TrimAfter(char sign, bool trimsLine)
    {
        while (sign == '-' && _at < _source.Length && char.IsWhiteSpace(_source[_at]))
            _at++;
        if (trimsLine && sign is not ('-' or '+') && _at < _source.Length && _source[_at] == '\n')
            _at++;
    }

    /// <summary>Reads one token inside a tag; <paramref name="open"/> holds the brackets that are still to come.</summary>
    private void ReadToken(Position tag, Stack<char> open)
    {
        if (_at >= _source.Length)
            throw Fault(tag, "a tag that is closed", "the end of the template");
        var (start, at, first) = (_at, PositionOf(_at), _source[_at]);
        if (first is '\'' or '"')
        {
            _tokens.Add(new Token(TokenKind.String, ReadString(first, at), at));
        }
        else if (char.IsAsciiDigit(first))
        {
            Skip(c => char.IsAsciiDigit(c) || c == '_');
            var isFloat = _at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]);
            if (isFloat)
            {
                _at++;
                Skip(char.IsAsciiDigit);
            }

            _tokens.Add(new Token(isFloat ? TokenKind.Float : TokenKind.Integer, _source[start.._at].Replace("_", "", StringComparison.Ordinal), at));
        }
        else if (char.IsLetter(first) || first == '_')
        {
            Skip(c => char.IsLetterOrDigit(c) || c == '_');
            _tokens.Add(new Token(TokenKind.Name, _source[start.._at], at));
        }
        else
        {
            var sign = Array.Find(Operators, candidate => string.CompareOrdinal(_source, start, candidate, 0, candidate.Length) == 0)
                ?? throw Fault(at, "Jinja", $"the character '{first}'");
            _at += sign.Length;
            _tokens.Add(new Token(TokenKind.Operator, sign, at));
            if (sign is "(" or "[" or "{")
                open.Push(sign switch { "(" => ')', "[" => ']', _ => '}' });
            else if (sign is ")" or "]" or "}" && !(open.TryPop(out var expected) && expected == sign[0]))
                throw Fault(at, expected == 0 ? "without a bracket that nothing opened" : $"closed with '{expected}' first", $"'{sign}'");
        }
    }

    private void Skip(Func<char, bool> belongs)
    {
        while (_at < _source.Length && belongs(_source[_at]))
            _at++;
    }

    private string ReadString(char quote, Position at)
    {
        var text = new StringBuilder();
        for (_at++; _at < _source.Length; _at++)
        {
            if (_source[_at] == quote)
            {
                _at++;
                return text.ToString();
            }

            if (_source[_at] == '\\' && _at + 1 < _source.Length)
                ReadEscape(text);
            else
                text.Append(_source[_at]);
        }

        throw Fault(at, "a string that is closed", "the end of the template");
    }

    private void ReadEscape(StringBuilder text)
    {
        var escape = _source[++_at];
        var digits = escape switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0 && _at + digits < _source.Length
            && int.TryParse(_source.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            text.Append((char)code);
            _at += digits;
            return;
        }

        _ = escape switch
        {
            'n' => text.Append('\n'),
            't' => text.Append('\t'),
            'r' => text.Append('\r'),
            '\\' or '\'' or '"' => text.Append(escape),
            '\n' => text,
            _ => text.Append('\\').Append(escape), // as Python keeps what it does not know
        };
    }

    private Position PositionOf(int index)
    {
        var before = _source.AsSpan(0, index);
        return new Position(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    private static BenchException Fault(Position at, string expected, string found) => TemplateError.At(
        at, $"be {expected}", "it is read as Jinja", found, "Compare with the template that the model's authors publish");
}
