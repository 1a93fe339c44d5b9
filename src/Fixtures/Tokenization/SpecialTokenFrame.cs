using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>What <c>$.post_processor</c> puts around the ids of one text.</summary>
internal sealed record SpecialTokenFrame(IReadOnlyList<TokenId> Before, IReadOnlyList<TokenId> After)
{
    private static readonly SpecialTokenFrame None = new([], []);

    public static SpecialTokenFrame Read(TokenizerNode? node) => node is not { } own ? None : own.Type switch
    {
        "Sequence" => own.Items("processors").Select(item => Read(item)).Aggregate(
            None, (inner, outer) => new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After])),
        "ByteLevel" => None, // moves offsets only
        "TemplateProcessing" => Template(own),
        "BertProcessing" or "RobertaProcessing" => new([Pair(own["cls"])], [Pair(own["sep"])]),
        var other => throw own.Unsupported("post-processor", other, "Sequence", "ByteLevel", "TemplateProcessing", "BertProcessing", "RobertaProcessing"),
    };

    private static SpecialTokenFrame Template(TokenizerNode node)
    {
        var (before, after) = (new List<TokenId>(), new List<TokenId>());
        var current = before;
        foreach (var item in node.Items("single"))
        {
            if (item.Find("Sequence") is not null)
                current = after;
            else
                current.AddRange(node["special_tokens"][item["SpecialToken"]["id"].Text].Items("ids").Select(id => new TokenId(id.Number)));
        }

        return new(before, after);
    }

    /// <summary>The id in ["[CLS]", 101].</summary>
    private static TokenId Pair(TokenizerNode node) => node.Element is { ValueKind: System.Text.Json.JsonValueKind.Array } pair && pair.GetArrayLength() == 2
        ? new TokenId((node with { Element = pair[1], Path = node.Path + "[1]" }).Number)
        : throw node.Unexpected("a token and its id");
}
