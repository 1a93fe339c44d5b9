namespace DiversityBench.Fixtures.Hub;

/// <summary>Names of commits and contents: lower hexadecimal digits.</summary>
internal static class HexName
{
    /// <summary>Whether a text is the name of a commit: 40 digits.</summary>
    public static bool IsCommit(string? text) => IsGit(text);

    /// <summary>Whether a text is a name that git gives, to a commit or a content: 40 digits.</summary>
    public static bool IsGit(string? text) => Is(text, 40);

    /// <summary>Whether a text is a SHA-256: 64 digits.</summary>
    public static bool IsSha256(string? text) => Is(text, 64);

    private static bool Is(string? text, int digits) => text?.Length == digits && text.All(char.IsAsciiHexDigitLower);
}
