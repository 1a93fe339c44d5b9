using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>One model in two forms, an ONNX graph and a GGUF file, along the same texts.</summary>
[TestFixture("base")]
[TestFixture("ppo")]
public sealed class SameModelTests(string rung)
{
    /// <summary>float16 weights and activations: 2^-11 relative, on logits up to about 15, in sums that mostly cancel.</summary>
    private const float MostLogitDifference = 0.02f;

    [Test]
    public void Logits_agree_within_float16_rounding_and_top5_entropies_within_half_a_percent()
    {
        using var onnx = OnnxEngine.Load(new OnnxEngineOptions(TestData.Shared("reference-ladder", "models", rung, "onnx", "model_gqa.onnx"), 256) { Threads = 1 });
        using var llama = LlamaEngine.Load(new LlamaEngineOptions(TestData.Shared("reference-ladder", "models", rung, "model.gguf"), 256) { Threads = 1 });
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Shared("reference-ladder", "models", rung, "tokenizer.json"));
        var texts = TokenCasesOf(20).Select(text => tokenizer.Encode(text).Take(200).ToArray()).Where(tokens => tokens.Length > 1).ToArray();
        var (logits, entropies) = (0f, new List<(double Onnx, double Llama)>());
        foreach (var text in texts)
        {
            foreach (var (left, right) in Rows(onnx, text).Zip(Rows(llama, text)))
            {
                for (var i = 0; i < left.Length; i++)
                    logits = MathF.Max(logits, MathF.Abs(left[i] - right[i]));
                entropies.Add((Top5Entropy(left), Top5Entropy(right)));
            }
        }

        var mean = entropies.Average(e => e.Onnx);
        TestContext.Out.WriteLine($"{rung}: {entropies.Count} positions; largest logit difference {logits}; mean top-5 entropy {mean} and {entropies.Average(e => e.Llama)}; largest difference of one {entropies.Max(e => Math.Abs(e.Onnx - e.Llama))}");
        entropies.Should().HaveCountGreaterThan(500);
        logits.Should().BeInRange(1e-5f, MostLogitDifference, "the two forms round differently");
        entropies.Average(e => e.Llama).Should().BeApproximately(mean, 0.005 * mean);
        entropies.Should().AllSatisfy(e => e.Llama.Should().BeApproximately(e.Onnx, 0.005));
    }

    private static IEnumerable<string> TokenCasesOf(int count)
        => System.Text.Json.JsonDocument.Parse(File.ReadAllText(TestData.Shared("reference-ladder", "verify", "token_cases.json"))).RootElement
            .EnumerateArray().Take(count).Select(item => item.GetProperty("text").GetString()!);

    private static List<float[]> Rows(ILogitEngine engine, IReadOnlyList<TokenId> tokens)
    {
        var rows = new List<float[]>();
        engine.Score(tokens, (_, logits) => rows.Add(logits.ToArray()));
        return rows;
    }

    /// <summary>Entropy of the five most likely tokens, their probabilities scaled to sum to 1; in nats.</summary>
    private static double Top5Entropy(float[] logits)
    {
        var most = logits.OrderDescending().Take(5).Select(x => Math.Exp(x - (double)logits.Max())).ToArray();
        return -most.Sum(p => p / most.Sum() * Math.Log(p / most.Sum()));
    }
}
