using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Manifest;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class CatalogueTests
{
    private static readonly ModelManifest Catalogue = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));

    [TestCase("llama2-7b")]
    [TestCase("llama2-13b")]
    [TestCase("llama3.1-8b")]
    [TestCase("mistral-7b")]
    [TestCase("qwen2.5-0.5b")]
    [TestCase("qwen2.5-7b")]
    [TestCase("gemma2-2b")]
    [TestCase("smollm2-135m")]
    [TestCase("smollm2-360m")]
    [TestCase("smollm2-1.7b")]
    [TestCase("olmo2-7b/base..rlvr")]
    [TestCase("tulu3-8b/sft..dpo")]
    [TestCase("zephyr-7b/base..dpo")]
    public void Pair_can_be_chosen_by_name(string pair)
    {
        Catalogue.SelectPairs(new() { Pairs = [pair] }).Should().ContainSingle().Which.Id.Should().Be(pair);
    }

    [Test]
    public void Every_model_of_the_hub_states_licence_memory_and_a_context_that_bounds_it()
    {
        Catalogue.Models.Where(model => model.Hub is not null).Should().HaveCount(29).And.AllSatisfy(model =>
        {
            model.Licence.Should().NotBeNullOrWhiteSpace();
            model.MemoryInGiB.Should().BePositive();
            model.Context.Should().Be(2048);
        });
        Catalogue.Models.Where(model => model.IsGated).Select(model => model.Id).Should().Equal("gemma2-2b", "gemma2-2b-it");
    }

    [Test]
    public void Both_models_of_a_pair_have_weights_of_one_type()
    {
        // Another quantisation would be another treatment beside alignment.
        static string Type(ModelDefinition model) => Regex.Match(model.Graph.Path, @"Q\d\w*(?=\.gguf)|v2(?=\.gguf)|q4(?=\.onnx)|gqa|model(?=\.onnx)").Value;
        var pairs = Catalogue.Pairs.Where(pair => pair.Base.Hub is not null).Select(pair => (pair.Base, pair.Aligned))
            .Concat(Catalogue.Ladders.Skip(1).SelectMany(ladder => ladder.Rungs.Skip(1).Select(rung => (ladder.Rungs[0].Model, rung.Model)))).ToArray();

        pairs.Should().HaveCount(10 + 7).And.AllSatisfy(pair => Type(pair.Item2).Should().NotBeEmpty().And.Be(Type(pair.Item1)));
    }

    [Test]
    public void Guide_lists_every_model_of_the_hub_with_its_repository()
    {
        var guide = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "catalogue.md"));

        Catalogue.Models.Where(model => model.Hub is not null).Select(model => model.Hub!.Repo).Should().AllSatisfy(repo => guide.Should().Contain($"`{repo}`"));
    }
}
