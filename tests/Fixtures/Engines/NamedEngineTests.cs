using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines;

public sealed class NamedEngineTests
{
    private const int Vocabulary = 20;
    private const string Setting = "\"batch\" of the model in models.json or DIVERSITYBENCH_BATCH=8";

    [Test]
    public void Memory_that_runs_out_while_a_batch_decodes_names_model_rows_batch_and_setting()
    {
        var engine = new NamedEngine(new FakeEngine(Vocabulary, 64, text => text.Count == 5 ? throw new OutOfMemoryException("no room") : new float[Vocabulary]) { BatchSize = 6 }, "mine");
        var request = new GenerationRequest("model", "fake", new LetterTokenizer(Vocabulary).Encode("bcd"), new SamplingOptions(), [], 1);
        var run = () => new Generator(engine, new LetterTokenizer(Vocabulary), new HashSet<TokenId>(), "mine").Generate([new GenerationJob(request, [0, 1, 2, 3])], (_, _) => { });

        run.Should().Throw<BenchException>().WithMessage(
            $"Expected model mine to decode 4 rows at once because *, but found no room.\nModel: mine\nRows: 4\nBatch: 6\nNext step: *{Setting}*").WithInnerException<OutOfMemoryException>();
    }

    [Test]
    public void Memory_that_runs_out_while_a_prompt_is_read_or_a_text_scored_names_model_length_and_setting()
    {
        var engine = new NamedEngine(new FakeEngine(Vocabulary, 64, _ => throw new OutOfMemoryException("no room")), "mine");
        var prefill = () => engine.Prefill([new(1), new(2)]);
        var score = () => engine.Score([new(1), new(2), new(3)], (_, _) => { });

        prefill.Should().Throw<BenchException>().WithMessage($"Expected model mine to read a prompt of 2 tokens *Model: mine\n*{Setting}*");
        score.Should().Throw<BenchException>().WithMessage($"Expected model mine to score a text of 3 tokens *Model: mine\n*{Setting}*");
    }

    [Test]
    public void A_batch_that_finds_no_room_is_told_with_its_length()
    {
        var engine = new NamedEngine(new CrampedEngine(), "mine");

        engine.Invoking(own => own.CreateBatch(40, 30)).Should().Throw<BenchException>().WithMessage($"Expected model mine to hold a batch whose rows have up to 40 tokens *{Setting}*");
    }

    [Test]
    public void Faults_of_other_kinds_are_left_as_they_are()
    {
        var engine = new NamedEngine(new FakeEngine(Vocabulary, 64, _ => throw new FormatException("other")), "mine");

        engine.Invoking(own => own.Prefill([new(1)])).Should().Throw<FormatException>();
    }

    // The second is no want of memory, though the word stands in it, and neither is the third, whose call lies in a file about memory.
    [TestCase("CUDA failure 2: out of memory ; file=cuda_allocator.cc ; expr=cudaMalloc()", "Decode fewer sequences")]
    [TestCase("CUDA failure 700: an illegal memory access was encountered ; GPU=0", "Look at the GPU")]
    [TestCase("CUDA failure 999: unknown error ; file=cuda_allocator.cc ; expr=cudaSetDevice()", "Look at the GPU")]
    [TestCase("Failed to allocate memory for requested buffer of size 1", "Decode fewer sequences")]
    [TestCase("Invalid rank for input: input_ids", "Check that the export")]
    public void What_to_do_next_is_told_by_what_failed(string message, string step) => NamedEngine.NextStep(new InvalidOperationException(message)).Should().StartWith(step);

    [Test]
    public void A_batch_is_told_as_long_as_it_is_there()
    {
        var steps = new OpenSteps();
        var engine = new NamedEngine(new FakeEngine(Vocabulary, 64, _ => new float[Vocabulary]) { BatchSize = 6 }, "mine", steps);

        using (engine.CreateBatch(10, 5))
            steps.Open.Should().Equal("mine: batch of 6");

        steps.Open.Should().BeEmpty();
    }

    private sealed class CrampedEngine : ILogitEngine
    {
        public string Fingerprint => "cramped";

        public int VocabularySize => Vocabulary;

        public int ContextLength => 64;

        public int Workers => 1;

        public IPrefix Prefill(IReadOnlyList<TokenId> prompt) => throw new NotSupportedException();

        public ISequenceBatch CreateBatch(int longest, int appended) => throw new OutOfMemoryException("no room");

        public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class OpenSteps : IProgressSink
    {
        public List<string> Open { get; } = [];

        public IDisposable Begin(string work)
        {
            Open.Add(work);
            return new Step(() => Open.Remove(work));
        }

        public void Report(string work, long done, long total, long tokens)
        {
        }

        public void ReportBytes(string work, long done, long total)
        {
        }

        private sealed class Step(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}
