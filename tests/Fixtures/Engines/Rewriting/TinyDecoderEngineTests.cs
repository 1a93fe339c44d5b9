using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines.Rewriting;

/// <summary>Grouped heads in plain operators, output matrices of 8 bits or not, with the weights in the file, beside it, and behind links as a hub's cache keeps them.</summary>
[TestFixture(2, false, false, false)]
[TestFixture(1, false, true, true)]
[TestFixture(4, true, false, true)]
[TestFixture(2, true, true, false)]
public sealed class TinyDecoderEngineTests(int keyValueHeads, bool externalWeights, bool linked, bool eightBits) : LogitEngineContract
{
    private readonly TemporaryFolder _folder = new();

    protected override IReadOnlyList<IReadOnlyList<TokenId>> Prompts => [Tokens(1, 39, 7, 7, 20, 3), Tokens(4, 4, 12, 30, 31, 32, 33, 0, 9), Tokens(38, 2, 11)];

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void The_graph_as_it_is_gives_the_same_logits()
    {
        using var plain = OnnxEngine.Load(Options with { OwnOperators = false });
        using var mixing = Engine.CreateBatch(8, 8);
        using var growing = plain.CreateBatch(8, 8);
        mixing.AcceptsMixedLengths.Should().BeTrue("our attention takes part");
        growing.AcceptsMixedLengths.Should().BeFalse();
        foreach (var prompt in Prompts)
        {
            var (found, expected) = (Scores(prompt), new List<float[]>());
            plain.Score(prompt, (_, logits) => expected.Add(logits.ToArray()));
            for (var position = 0; position < prompt.Count; position++)
                Distance(found[position], expected[position]).Should().BeLessThan(WholeAgainstSteps, "position {0}", position);
        }
    }

    protected override ILogitEngine Load(int? threads, int? workers, int? batchSize)
    {
        Write();
        return OnnxEngine.Load(Options with { Threads = threads, Workers = workers, BatchSize = batchSize });
    }

    private OnnxEngineOptions Options => new(Path.Combine(_folder.Path, linked ? "snapshots/model.onnx" : "model.onnx"), TinyDecoder.Positions);

    private void Write()
    {
        var decoder = new TinyDecoder(keyValueHeads, externalWeights, eightBits);
        if (!linked)
        {
            decoder.Save(_folder.Path);
            return;
        }

        var blobs = Directory.CreateDirectory(Path.Combine(_folder.Path, "blobs")).FullName;
        var snapshots = Directory.CreateDirectory(Path.Combine(_folder.Path, "snapshots")).FullName;
        decoder.Save(blobs);
        foreach (var file in Directory.GetFiles(blobs))
        {
            File.Move(file, file + ".blob");
            File.CreateSymbolicLink(Path.Combine(snapshots, Path.GetFileName(file)), Path.Combine("..", "blobs", Path.GetFileName(file) + ".blob"));
        }
    }
}
