namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>
/// Recognises the mask <c>[rows, 1, new, all]</c> that is added to scores: 0 where a token sees another and so low a number that nothing remains of it
/// where not, a token seeing itself and what lies before it, as far as <c>attention_mask</c> lets it. Every value in between is followed to the graph's
/// inputs; what is written in another way is not recognised.
/// </summary>
internal sealed class CausalMask(GraphValues values)
{
    /// <summary>exp(-1e9 - score) is 0 in float32 for any score above -9e8.</summary>
    private const double LowEnough = -1e9;

    public bool Is(string value)
        => values.Made(value, "Where") is { } choice && values.Number(choice.Input(1)) == 0 && values.Number(choice.Input(2)) <= LowEnough
            && (values.Made(choice.Input(0), "And") is { } both
                ? IsSeenAndValid(both.Input(0), both.Input(1)) || IsSeenAndValid(both.Input(1), both.Input(0))
                : IsSeen(choice.Input(0)));

    private bool IsSeenAndValid(string seen, string valid) => IsSeen(seen) && IsValid(valid);

    /// <summary>A row's part of <c>attention_mask</c> over all columns of its scores.</summary>
    private bool IsValid(string value)
        => values.Unsqueezed(value, 1, 2) is { } flat && values.Made(flat, "Cast") is { } cast
            && cast.Attributes.GetValueOrDefault("to") == OnnxTensor.Bool && cast.Input(0) == DecoderSignature.AttentionMask;

    /// <summary>Place of the seen token at most that of the seeing one.</summary>
    private bool IsSeen(string value)
    {
        var flat = values.Unsqueezed(value, 0, 1);
        if (flat is not null && values.Made(flat, "LessOrEqual") is { } less)
            return IsPlaces(less.Input(0), 0, IsZero) && IsPlaces(less.Input(1), 1, IsPast);
        return flat is not null && values.Made(flat, "GreaterOrEqual") is { } greater && IsPlaces(greater.Input(0), 1, IsPast) && IsPlaces(greater.Input(1), 0, IsZero);
    }

    /// <summary>first … all - 1, with a new axis for the others of the two.</summary>
    private bool IsPlaces(string value, int newAxis, Func<string, bool> isFirst)
        => values.Unsqueezed(value, newAxis) is { } flat && values.Made(flat, "Range") is { } range
            && isFirst(range.Input(0)) && IsAll(range.Input(1)) && values.Number(range.Input(2)) == 1;

    private bool IsZero(string value) => values.Number(value) == 0;

    private bool IsNew(string value) => values.LengthOf(value, 1) == DecoderSignature.InputIds;

    private bool IsAll(string value)
        => values.LengthOf(value, 1) == DecoderSignature.AttentionMask
            || (values.Made(value, "Add") is { } sum && ((IsPast(sum.Input(0)) && IsNew(sum.Input(1))) || (IsNew(sum.Input(0)) && IsPast(sum.Input(1)))));

    private bool IsPast(string value)
        => values.LengthOf(value, 2) is { } cache ? cache.StartsWith("past_key_values.", StringComparison.Ordinal)
            : values.Made(value, "Sub") is { } difference && IsAll(difference.Input(0)) && IsNew(difference.Input(1));
}
