using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Embeddings;

public class SentenceEncoderErrorTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("encoder").FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "1_Pooling"));
        Write("1_Pooling/config.json", """{ "word_embedding_dimension": 384, "pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true }""");
        Write("sentence_bert_config.json", """{ "max_seq_length": 256 }""");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Another_pooling_is_refused()
    {
        Write("1_Pooling/config.json", """{ "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false }""");

        LoadMessage().Should().StartWith("Expected the sentence encoder to pool by the mean over its tokens because ")
            .And.Contain("but found pooling_mode_cls_token = true.").And.Contain("1_Pooling").And.Contain("\nNext step: ");
    }

    [TestCase("""{ }""")]
    [TestCase("""{ "max_seq_length": "long" }""")]
    [TestCase("""{ "max_seq_length": 2 }""")]
    public void A_length_that_is_missing_or_senseless_is_refused(string json)
    {
        Write("sentence_bert_config.json", json);

        LoadMessage().Should().Contain("max_seq_length").And.Contain("but found no such number.");
    }

    [Test]
    public void A_file_that_is_cut_off_is_named_with_its_line()
    {
        Write("sentence_bert_config.json", "{");

        LoadMessage().Should().Contain("but found a fault in line 1.").And.Contain("sentence_bert_config.json");
    }

    [Test]
    public void A_missing_graph_is_named() => LoadMessage().Should().Contain("but found neither onnx/model.onnx nor model.onnx.");

    [Test]
    public void A_damaged_graph_is_named()
    {
        File.Copy(TestData.Model("all-MiniLM-L6-v2", "tokenizer.json"), Path.Combine(_folder, "tokenizer.json"));
        Write("model.onnx", "not a graph");

        LoadMessage().Should().StartWith("Expected the sentence encoder to have a readable ONNX graph because ").And.Contain("model.onnx");
    }

    [Test]
    public void A_graph_that_was_chosen_is_loaded_and_no_other_in_its_place()
    {
        var load = () => SentenceEncoder.Load(new SentenceEncoderOptions(TestData.Model("all-MiniLM-L6-v2")) { GraphPath = Path.Combine(_folder, "chosen.onnx") });

        load.Should().Throw<InvalidDataException>().WithMessage("*but found no such file.*chosen.onnx*");
    }

    // The build with the GPU packages is refused for the driver or the libraries, on machines without them.
    [Test]
    public void A_gpu_is_never_replaced_by_the_processor()
    {
        if (BuildPackages.HasCuda12)
            Assert.Ignore("This build has the packages.");
        var load = () => SentenceEncoder.Load(new SentenceEncoderOptions(TestData.Model("all-MiniLM-L6-v2")) { Device = "cuda:0" });

        load.Should().Throw<BenchException>().WithMessage("*because the model's device is cuda:0, but found the cpu package set.*-p:Accelerator=cuda12*");
    }

    [Test]
    public void An_empty_folder_is_refused()
    {
        var load = () => SentenceEncoder.Load(Path.Combine(_folder, "nothing"), 1);

        load.Should().Throw<InvalidDataException>().WithMessage("*but found no such file.*");
    }

    private string LoadMessage()
    {
        var load = () => SentenceEncoder.Load(_folder, 1);
        return load.Should().Throw<InvalidDataException>().Which.Message;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
