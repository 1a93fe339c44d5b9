namespace DiversityBench.Metrics;

/// <summary>Position of a token in the vocabulary of one tokenizer; ids of different tokenizers never compare.</summary>
/// <param name="Value">Index in 0 … vocabulary size - 1.</param>
public readonly record struct TokenId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
