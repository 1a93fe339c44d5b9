using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Syntax;

/// <summary>Cuts Python into tokens (The Python Language Reference, chapter 2).</summary>
internal sealed partial class PythonTokenizer
{
    private const int Deepest = 100;
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally",
        "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");

    private readonly string text;
    private readonly List<PythonToken> tokens = [];
    private readonly Stack<char> open = [];
    private readonly Stack<(int Column, int Narrow)> indents = new([(0, 0)]);
    private int at;
    private int line = 1;

    private PythonTokenizer(string text) => this.text = text;

    /// <summary>The tokens of a text with LF line ends, the last one <see cref="PythonTokenKind.End"/>.</summary>
    /// <exception cref="PythonSyntaxException">The text holds something that is no token.</exception>
    public static IReadOnlyList<PythonToken> Tokens(string text)
    {
        var tokenizer = new PythonTokenizer(text);
        tokenizer.Read();
        return tokenizer.tokens;
    }

    private void Read()
    {
        var atLineStart = true;
        while (at < text.Length)
        {
            if (atLineStart)
            {
                atLineStart = false;
                Indent();
            }
            else if (text[at] == '\n')
            {
                EndLine();
                atLineStart = open.Count == 0;
            }
            else
            {
                ReadToken();
            }
        }

        if (open.TryPeek(out var bracket))
            throw Fault($"'{bracket}' was never closed");
        if (tokens.Count > 0 && tokens[^1].Kind is not (PythonTokenKind.Newline or PythonTokenKind.Dedent))
            Add(PythonTokenKind.Newline);
        for (; indents.Count > 1; indents.Pop())
            Add(PythonTokenKind.Dedent);
        Add(PythonTokenKind.End);
    }

    private void EndLine()
    {
        if (open.Count == 0 && tokens.Count > 0 && tokens[^1].Kind is not (PythonTokenKind.Newline or PythonTokenKind.Indent or PythonTokenKind.Dedent))
            Add(PythonTokenKind.Newline);
        at++;
        line++;
    }

    /// <summary>Compares the margin with the lines above; tabs must mean the same at every width.</summary>
    private void Indent()
    {
        var (column, narrow) = (0, 0);
        for (; at < text.Length && text[at] is ' ' or '\t' or '\f'; at++)
            (column, narrow) = text[at] switch { ' ' => (column + 1, narrow + 1), '\t' => ((column / 8 * 8) + 8, narrow + 1), _ => (0, 0) };
        if (at == text.Length || text[at] is '\n' or '#')
            return;
        var top = indents.Peek();
        if (column > top.Column)
        {
            if (narrow <= top.Narrow || indents.Count > Deepest)
                throw Fault(indents.Count > Deepest ? "blocks are nested too deeply" : "tabs and spaces are mixed");
            indents.Push((column, narrow));
            Add(PythonTokenKind.Indent);
        }

        for (; column < indents.Peek().Column; Add(PythonTokenKind.Dedent))
            indents.Pop();
        if (indents.Peek() != (column, narrow))
            throw Fault("the indentation fits no block");
    }

    private void ReadToken()
    {
        var c = text[at];
        if (c is ' ' or '\t' or '\f')
            at++;
        else if (c == '#')
            at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
        else if (c == '\\')
            JoinLines();
        else if (StringStart().Match(text, at) is { Success: true } quote)
            ReadString(quote);
        else if (char.IsLetter(c) || c == '_')
            ReadName();
        else if (Number().Match(text, at) is { Success: true } number)
            ReadNumber(number);
        else
            ReadOperator();
    }

    private void JoinLines()
    {
        if (at + 2 >= text.Length || text[at + 1] != '\n')
            throw Fault("a backslash stands within the line");
        at += 2;
        line++;
    }

    private void ReadName()
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var name = text[start..at];
        Add(Keywords.Contains(name) ? PythonTokenKind.Keyword : PythonTokenKind.Name, name);
    }

    private void ReadNumber(Match number)
    {
        if (LeadingZero().IsMatch(number.Value))
            throw Fault("a number begins with zero");
        at += number.Length;
        if (Glued().IsMatch(text, at))
            throw Fault("a number goes on with letters");
        Add(PythonTokenKind.Number, number.Value[^1] is 'j' or 'J' ? PythonToken.Imaginary : "");
    }

    private void ReadString(Match start)
    {
        var quote = start.Groups["quote"].Value;
        var isBytes = start.Groups["prefix"].Value.Contains('b', StringComparison.OrdinalIgnoreCase);
        var first = line;
        for (at += start.Length; at < text.Length; at++)
        {
            if (string.CompareOrdinal(text, at, quote, 0, quote.Length) == 0)
            {
                at += quote.Length;
                tokens.Add(new PythonToken(PythonTokenKind.String, isBytes ? "b" : "", first));
                return;
            }

            if (text[at] == '\\' && ++at == text.Length)
                break;
            if (text[at] == '\n')
            {
                if (quote.Length == 1 && text[at - 1] != '\\')
                    break;
                line++;
            }

            if (isBytes && text[at] > 127)
                throw Fault("bytes hold something else than ASCII");
        }

        throw new PythonSyntaxException(first, "a string has no end");
    }

    private void ReadOperator()
    {
        var match = Operator().Match(text, at);
        if (!match.Success)
            throw Fault($"'{text[at]}' means nothing");
        at += match.Length;
        Add(PythonTokenKind.Operator, match.Value);
        var c = match.Value[0];
        if (c is '(' or '[' or '{')
        {
            if (open.Count == Deepest)
                throw Fault("brackets are nested too deeply");
            open.Push(c);
        }
        else if (c is ')' or ']' or '}' && (!open.TryPop(out var opened) || opened != c switch { ')' => '(', ']' => '[', _ => '{' }))
        {
            throw Fault($"'{c}' closes nothing");
        }
    }

    private void Add(PythonTokenKind kind, string value = "") => tokens.Add(new PythonToken(kind, value, line));

    private PythonSyntaxException Fault(string fault) => new(line, fault);

    private const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex("""\G(?<prefix>[bB][rR]?|[rR][bBfF]?|[fF][rR]?|[uU])?(?<quote>\"\"\"|'''|"|')""", Plain)]
    private static partial Regex StringStart();

    [GeneratedRegex(@"\G(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?)", Plain)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A0[0_]*[1-9][0-9_]*\z", Plain)]
    private static partial Regex LeadingZero();

    // "1if x else 2" is Python, if only just.
    [GeneratedRegex(@"\G(?!(?:and|else|for|if|in|is|or|not)\b)[\p{L}\p{Nd}_]", Plain)]
    private static partial Regex Glued();

    [GeneratedRegex(@"\G(?:\*\*=|//=|>>=|<<=|\.\.\.|\*\*|//|>>|<<|<=|>=|==|!=|->|\+=|-=|\*=|/=|%=|&=|\|=|\^=|@=|:=|[-+*/%@&|^~<>()\[\]{},:.;=])", Plain)]
    private static partial Regex Operator();
}
