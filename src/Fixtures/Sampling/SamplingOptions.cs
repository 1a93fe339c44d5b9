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
}
