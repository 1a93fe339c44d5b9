using System.Numerics.Tensors;
using System.Text.Json;
using DiversityBench.Fixtures.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Embeddings;

public class SentenceEncoderTests
{
    private SentenceEncoder? _encoder;

    [OneTimeSetUp]
    public void LoadEncoder() => _encoder = SentenceEncoder.Load(TestData.Model("all-MiniLM-L6-v2"), threads: 2);

    [OneTimeTearDown]
    public void DisposeEncoder() => _encoder?.Dispose();

    [Test]
    public void Vectors_equal_those_of_sentence_transformers()
    {
        var cases = Cases();
        var vectors = _encoder!.Encode([.. cases.Select(item => item.Text)]);

        cases.Should().HaveCount(115);
        (vectors.Count, vectors.Dimension).Should().Be((115, 384));
        for (var i = 0; i < cases.Count; i++)
        {
            // The stored numbers have seven digits and the file's weights are float16: 0.9999995 is the reference's own figure.
            TensorPrimitives.CosineSimilarity(vectors[i], cases[i].Vector).Should().BeGreaterThanOrEqualTo(0.99999f, cases[i].Text);
            TensorPrimitives.Norm(vectors[i]).Should().BeApproximately(1, 1e-6f, "one division in float32 rounds at 1.2e-7");
        }
    }

    [Test]
    public void A_vector_is_bitwise_the_same_alone_among_others_and_with_any_number_of_threads()
    {
        var texts = Cases().Select(item => item.Text).Concat(["", "a", "cut me " + string.Join(' ', Enumerable.Repeat("word", 400))]).ToArray();
        using var single = SentenceEncoder.Load(TestData.Model("all-MiniLM-L6-v2"), threads: 1);
        var together = _encoder!.Encode(texts);
        var reversed = single.Encode([.. texts.Reverse()]);
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = _encoder.Encode([texts[i]]);

            together[i].SequenceEqual(alone[0]).Should().BeTrue(texts[i]);
            reversed[texts.Length - 1 - i].SequenceEqual(alone[0]).Should().BeTrue(texts[i]);
        }
    }

    [Test]
    public void A_full_batch_of_one_length_gives_the_same_vectors_as_one_text_at_a_time()
    {
        // Eight words and two special tokens each: batches of 38 rows and a smaller last one.
        string[] words = ["red", "old", "big", "new", "dry", "hot", "low", "sad"];
        var texts = Enumerable.Range(0, 64).Select(i => string.Join(' ', Enumerable.Range(0, 8).Select(j => words[((i >> (j % 6)) + j) % 8]))).Distinct().ToArray();
        var together = _encoder!.Encode(texts);
        using var narrow = SentenceEncoder.Load(new SentenceEncoderOptions(TestData.Model("all-MiniLM-L6-v2")) { BatchSize = 3 });
        narrow.Encode(texts).Values.Should().Equal(together.Values, "the size of a batch does not matter");

        texts.Length.Should().BeGreaterThan(50);
        for (var i = 0; i < texts.Length; i++)
            together[i].SequenceEqual(_encoder.Encode([texts[i]])[0]).Should().BeTrue(texts[i]);
    }

    [Test]
    public void Equal_texts_have_equal_vectors_at_their_places()
    {
        var vectors = _encoder!.Encode(["one", "two", "one"]);

        vectors.Count.Should().Be(3);
        vectors[0].SequenceEqual(vectors[2]).Should().BeTrue();
        vectors[0].SequenceEqual(vectors[1]).Should().BeFalse();
    }

    [Test]
    public void The_empty_text_has_a_vector_and_no_text_has_none()
    {
        TensorPrimitives.Norm(_encoder!.Encode([""])[0]).Should().BeApproximately(1, 1e-6f);
        _encoder.Encode([]).Count.Should().Be(0);
    }

    [Test]
    public void A_text_is_cut_at_256_tokens()
    {
        // 254 words of one token each and the two special tokens fill the model; what follows is not read.
        var full = string.Join(' ', Enumerable.Repeat("word", 254));
        var vectors = _encoder!.Encode([full, full + " never read", full[..^5]]);

        vectors[0].SequenceEqual(vectors[1]).Should().BeTrue();
        vectors[0].SequenceEqual(vectors[2]).Should().BeFalse();
    }

    [Test]
    public void Cancelling_stops_between_batches()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        _encoder!.Invoking(own => own.Encode(["a"], source.Token)).Should().Throw<OperationCanceledException>();
    }

    private static List<(string Text, float[] Vector)> Cases()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(TestData.ModelGolden("all-MiniLM-L6-v2", "embeddings.json")));
        return
        [
            .. file.RootElement.GetProperty("cases").EnumerateArray().Select(item => (
                item.GetProperty("text").GetString()!,
                item.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()).ToArray())),
        ];
    }
}
