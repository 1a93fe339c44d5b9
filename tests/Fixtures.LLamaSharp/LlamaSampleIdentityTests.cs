using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.LLamaSharp;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Tests.Fixtures.Decoding;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>On the ladder's float16 file, and on forms of it with fewer bits, whose kernels take several rows at a time.</summary>
[TestFixture(null)]
[TestFixture("Q8_0")]
[TestFixture("Q4_0")]
public sealed class LlamaSampleIdentityTests(string? form) : SampleIdentityContract
{
    private readonly TemporaryFolder _folder = new();

    protected override int Tokens => 40;

    protected override ITokenizer Tokenizer { get; } = HuggingFaceTokenizer.Load(TestData.Shared("reference-ladder", "models", "base", "tokenizer.json"));

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    protected override ILogitEngine Load(int batch, int workers, int threads)
        => LlamaEngine.Load(new LlamaEngineOptions(Path(), 256) { BatchSize = batch, Threads = threads });

    private string Path()
    {
        var whole = TestData.Shared("reference-ladder", "models", "base", "model.gguf");
        if (form is null)
            return whole;
        var path = _folder.At($"{form}.gguf");
        if (!File.Exists(path))
            Quantized.Write(whole, path, form);
        return path;
    }
}
