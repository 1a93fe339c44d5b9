using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class HubManifestTests
{
    private const string Source = """{ "type": "hub", "repo": "Somebody/Some-Model", "revision": "v1" }""";
    private const string File = """{ "path": "model.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }""";

    [Test]
    public void Model_of_the_hub_has_repository_revision_and_files_that_need_no_hash()
    {
        var model = Read(Hub(Source, """{ "path": "model.onnx" }, { "path": "model_q4.onnx" }, { "path": "own/tokenizer.json" }""",
            """, "dtype": "q4", "tokenizer": "own/tokenizer.json", "memoryInGiB": 1.5, "gated": true""")).Models[0];

        model.Hub.Should().Be(new HubSource("Somebody/Some-Model", "v1"));
        (model.Graph, model.Tokenizer, model.MemoryInGiB, model.IsGated).Should().Be((new ModelFile("model_q4.onnx", null), "own/tokenizer.json", 1.5, true));
        model.FilesBeforeLoading.Select(file => file.Path).Should().Equal("model_q4.onnx", "own/tokenizer.json");
    }

    [TestCase("fp32", "onnx/model.onnx")]
    [TestCase("fp16", "onnx/model_fp16.onnx")]
    [TestCase("q8", "onnx/model_quantized.onnx")]
    [TestCase("q4f16", "onnx/model_q4f16.onnx")]
    public void Type_of_weights_picks_the_graph_beside(string dtype, string graph)
    {
        DtypeNames.GraphOf("onnx/model.onnx", dtype).Should().Be(graph);
    }

    [Test]
    public void Revision_is_main_when_left_out()
    {
        Read(Hub("""{ "type": "hub", "repo": "a/b" }""", File)).Models[0].Hub!.Revision.Should().Be("main");
    }

    [TestCase("""{ "type": "hub" }""", "have the key repo")]
    [TestCase("""{ "type": "hub", "repo": "a/b", "path": "models/one" }""", "have no key path")]
    [TestCase("""{ "type": "hub", "repo": "a" }""", "owner/name")]
    [TestCase("""{ "type": "hub", "repo": "a/../b" }""", "owner/name")]
    [TestCase("""{ "type": "hub", "repo": "a/b--c" }""", "owner/name")]
    [TestCase("""{ "type": "hub", "repo": "a/b", "revision": "../main" }""", "contains \"..\"")]
    [TestCase("""{ "type": "file", "path": "models/one", "repo": "a/b" }""", "have no key repo")]
    public void Wrong_sources_are_refused(string source, string expected)
    {
        ErrorOf(Hub(source, File)).Should().Contain(expected);
    }

    [Test]
    public void Type_of_weights_without_its_graph_is_refused()
    {
        ErrorOf(Hub(Source, File, """, "dtype": "q4" """)).Should().ContainAll("name a known file", "\"model_q4.onnx\"", "Valid: model.onnx");
    }

    [Test]
    public void Hash_may_be_left_out_for_the_hub_alone()
    {
        ErrorOf(ManifestText.With(File, """{ "path": "model.onnx" }""")).Should().ContainAll("have the key sha256", "only files of the hub");
    }

    [Test]
    public void Files_of_the_hub_alone_may_be_optional_and_not_what_is_loaded()
    {
        Read(Hub(Source, $$"""{{File}}, { "path": "generation_config.json", "optional": true }""")).Models[0].Files.Select(file => file.IsOptional).Should().Equal(false, true);
        ErrorOf(Hub(Source, """{ "path": "model.onnx", "optional": true }""")).Should().ContainAll("name a file that is not optional", "$.models[0].graph");
        ErrorOf(ManifestText.With(File, File.Replace(" }", ", \"optional\": true }", StringComparison.Ordinal))).Should().ContainAll("$.models[0].files[0].optional", "be left out");
    }

    // The cache names folders after repositories and files after revisions; on some file systems these would be one.
    [TestCase("somebody/some-model", "main")]
    [TestCase("Somebody/Some-Model", "V1")]
    public void Repositories_and_revisions_that_differ_in_case_alone_are_refused(string repo, string revision)
    {
        var other = $$"""{ "type": "hub", "repo": "{{repo}}", "revision": "{{revision}}" }""";

        ErrorOf(Hub(Source, File).Replace("""{ "type": "file", "path": "models/two" }""", other, StringComparison.Ordinal)).Should().ContainAll("be there once", "not every file system tells cases apart", "First: ");
    }

    [TestCase("caf\u00e9.json", "cafe\u0301.json")]
    [TestCase("\u00e9.json", "\u00c9.json")]
    [TestCase("a.json", "A.json")]
    public void Files_that_some_file_system_takes_for_one_are_refused(string first, string second)
    {
        ErrorOf(Hub(Source, $$"""{{File}}, { "path": "{{first}}" }, { "path": "{{second}}" }""")).Should().ContainAll("be there once", "tells cases apart, or forms of accents");
    }

    [Test]
    public void Names_longer_than_file_systems_allow_are_refused()
    {
        // 67 characters of three bytes each are 201 bytes.
        ErrorOf(Hub(Source, $$"""{{File}}, { "path": "{{new string('重', 67)}}" }""")).Should().Contain("longer than file systems allow");
        Read(Hub(Source, $$"""{{File}}, { "path": "{{string.Join('/', Enumerable.Repeat(new string('a', 200), 8))}}" }""")).Models.Should().NotBeEmpty("a long path of short parts is no trouble");
    }

    [Test]
    public void Llamasharp_takes_one_file_and_none_of_the_settings_of_onnx()
    {
        var text = Hub(Source, """{ "path": "m.gguf" }""").Replace("\"graph\": \"model.onnx\"", "\"graph\": \"m.gguf\"", StringComparison.Ordinal);

        Read(text.Replace("\"engine\": \"onnx\"", "\"engine\": \"llamasharp\"", StringComparison.Ordinal).Replace("\"path\": \"model.onnx\"", "\"path\": \"m.gguf\"", StringComparison.Ordinal))
            .Models[0].Should().Match<ModelDefinition>(m => m.Engine == "llamasharp" && m.Graph.Path == "m.gguf");
        ErrorOf(Hub(Source, File, """, "dtype": "q4" """).Replace("\"engine\": \"onnx\"", "\"engine\": \"llamasharp\"", StringComparison.Ordinal)).Should().Contain("have no key dtype");
    }

    private static string Hub(string source, string files, string more = "") => ManifestText.Good
        .Replace("""{ "type": "file", "path": "models/one" }""", source, StringComparison.Ordinal)
        .Replace($"\"graph\": \"model.onnx\",\n      \"files\": [{File}]\n    }},\n    {{\n      \"id\": \"two\"", $"\"graph\": \"model.onnx\",\n      \"files\": [{files}]{more}\n    }},\n    {{\n      \"id\": \"two\"", StringComparison.Ordinal);

    private static ModelManifest Read(string text)
    {
        using var folder = new TemporaryFolder();
        return ManifestReader.Read(folder.Write("models.json", text));
    }

    private static string ErrorOf(string text) => FluentActions.Invoking(() => Read(text)).Should().Throw<BenchException>().Which.Message;
}
