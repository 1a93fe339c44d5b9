using System.Text.Json;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>Reads <c>$.model</c>.</summary>
internal static class WordModels
{
    /// <summary>Token to id, as <c>$.model.vocab</c> lists them.</summary>
    public static Dictionary<string, int> ReadVocabulary(TokenizerNode model)
    {
        if (model.Type is not ("BPE" or "WordPiece"))
            throw model.Unsupported("model", model.Type, "BPE", "WordPiece");
        var node = model["vocab"];
        if (node.Element.ValueKind != JsonValueKind.Object)
            throw node.Unexpected("an object of token to id");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in node.Element.EnumerateObject())
            vocabulary[entry.Name] = (node with { Element = entry.Value, Path = $"{node.Path}['{entry.Name}']" }).Number;
        return vocabulary.Count > 0 ? vocabulary : throw node.Unexpected("a vocabulary with tokens");
    }

    public static IWordModel Read(TokenizerNode model, Dictionary<string, int> vocabulary) => model.Type == "WordPiece"
        ? new WordPieceModel(vocabulary, model)
        : ReadBytePair(model, vocabulary);

    private static IWordModel ReadBytePair(TokenizerNode model, Dictionary<string, int> vocabulary)
    {
        foreach (var name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.TextOr(name, "").Length > 0)
                throw model[name].Unsupported(name, model[name].Text, "null", "\"\"");
        }

        if (model.Find("dropout") is { } dropout && dropout.Element.GetRawText() is not ("0" or "0.0"))
            throw dropout.Unsupported("dropout", dropout.Element.GetRawText(), "null", "0");
        if (model.Find("unk_token") is { } unknown && !vocabulary.ContainsKey(unknown.Text))
            throw unknown.Unexpected("a token of the vocabulary");
        var merges = model.Items("merges").Select(node => ReadMerge(node, vocabulary)).ToList();
        IWordModel words = model.Flag("byte_fallback")
            ? new ByteFallbackModel(vocabulary, merges, model)
            : new BytePairModel(vocabulary, merges, model);
        return model.Flag("ignore_merges") ? new WholeWordModel(vocabulary, words) : words;
    }

    /// <summary>One merge, written "a b" or ["a", "b"].</summary>
    private static (string Left, string Right) ReadMerge(TokenizerNode node, Dictionary<string, int> vocabulary)
    {
        string[] parts = node.Element.ValueKind == JsonValueKind.Array
            ? [.. node.Element.EnumerateArray().Select(item => (node with { Element = item }).Text)]
            : node.Text.Split(' ');
        if (parts.Length != 2)
            throw node.Unexpected("two tokens with one blank between them");
        foreach (var token in (string[])[parts[0], parts[1], parts[0] + parts[1]])
        {
            if (!vocabulary.ContainsKey(token))
                throw node.Unexpected($"a pair whose parts and whole are in the vocabulary ('{token}' is not)");
        }

        return (parts[0], parts[1]);
    }
}
