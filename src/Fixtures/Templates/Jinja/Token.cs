namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Where something stands in the template, both from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Text,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>The smallest part of a template; of a string the value, not what is written.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Position At);
