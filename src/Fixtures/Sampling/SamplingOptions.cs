using System.Globalization;

namespace DiversityBench.Fixtures.Sampling;

/// <summary>How the next token is drawn. The defaults draw from the model's full distribution at T = 1, as the paper does.</summary>
public sealed record SamplingOptions
{
    /// <summary>Softmax temperature; 0 takes the most probable token. Finite, at least 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Keep the k most probable tokens; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the smallest set of most probable tokens whose mass reaches p, in (0, 1]; 1 keeps all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Keep tokens with at least this share of the largest probability, in [0, 1]; 0 keeps all.</summary>
    public double MinP { get; init; }

    /// <summary>Divides positive and multiplies negative logits of tokens already seen; 1 is off. (Keskar et al. 2019.)</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Most tokens to generate, at least 1.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>How tokens are drawn, for a reader: the temperature, and what deviates from drawing of the full distribution. Most tokens are not told, since prompts decide them.</summary>
    public string InWords() => string.Join(", ", new[]
    {
        Of("temperature", Temperature), TopK == 0 ? null : Of("top-k", TopK), TopP == 1 ? null : Of("top-p", TopP), MinP == 0 ? null : Of("min-p", MinP),
        RepetitionPenalty == 1 ? null : Of("repetition penalty", RepetitionPenalty),
    }.OfType<string>());

    private static string Of(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:R}");
}
