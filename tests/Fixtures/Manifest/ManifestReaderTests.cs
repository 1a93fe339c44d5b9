using System.Text;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class ManifestReaderTests
{
    private TemporaryFolder folder = null!;

    /// <summary>Documents of the wrong shape: what to replace in the good one, by what, and what the error must say.</summary>
    public static IEnumerable<TestCaseData> WrongShapes()
    {
        TestCaseData Case(string name, string old, string @new, params string[] expected) =>
            new TestCaseData(old, @new, expected).SetArgDisplayNames(name);

        yield return Case("unknown key", "temperature", "temprature", "the key $.defaults.temprature", "Nearest: temperature", "line 3, column 36", "Did you mean temperature?");
        yield return Case("unknown key of a model", "\"licence\"", "\"license\"", "the key $.models[0].license", "Nearest: licence", "line 9");
        yield return Case("missing key", "\"graph\": \"model.onnx\",", "", "Expected $.models[0] to have the key graph", "Add graph: a relative path");
        yield return Case("negative temperature", "0.5", "-1", "Expected $.defaults.temperature to be a number from 0 to 100", "but found -1.", "line 3, column 51");
        yield return Case("huge number", "0.5", "1e999", "be a number from 0 to 100", "but found 1e999.");
        yield return Case("n = 0", "\"temperature\": 0.5", "\"samples\": 0", "$.defaults.samples to be a whole number from 1 to 1000000", "but found 0.");
        yield return Case("factor 0", "\"temperature\": 0.5", "\"samples\": \"0.0x\"", "be a factor such as \"0.5x\"", "found the text \"0.0x\"");
        yield return Case("top-p 0", "\"temperature\": 0.5", "\"topP\": 0", "be a number above 0 and up to 1");
        yield return Case("fraction for a whole number", "\"threads\": 4", "\"threads\": 1.5", "be a whole number from 1 to 1024", "but found 1.5.");
        yield return Case("text for number", "0.5", "\"0.5\"", "be a number from 0 to 100", "but found the text \"0.5\".");
        yield return Case("number for text", "\"MIT\"", "3", "$.models[0].licence to be a text", "but found 3.");
        yield return Case("null", "\"MIT\"", "null", "but found null.");
        yield return Case("object for list", "\"pairs\": [\"mine\"]", "\"pairs\": {}", "be a list that is not empty", "but found an object.");
        yield return Case("empty list of pairs", "\"pairs\": [\"mine\"]", "\"pairs\": []", "be a list that is not empty", "but found an empty list.");
        yield return Case("unknown protocol", "\"temperature\": 0.5", "\"protocols\": [\"papper\"]", "$.defaults.protocols[0] to name a known value", "Nearest: paper");
        yield return Case("unknown engine", "\"engine\": \"onnx\"", "\"engine\": \"ONNX\"", "Nearest: onnx");
        yield return Case("device", "cuda:1", "cuda:x", "be cpu or cuda:N");
        yield return Case(
            "context of an encoder", "\"ladders\": [",
            """
            "encoders": [{ "id": "vectors", "engine": "onnx", "source": { "type": "file", "path": "models/e" }, "licence": "MIT", "graph": "m.onnx",
                "files": [{ "path": "m.onnx", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }], "context": 64 }], "ladders": [
            """,
            "the key $.encoders[0].context", "\"context\"");
        yield return Case("later version", "\"version\": 1", "\"version\": 2", "$.version to be a whole number from 1 to 1");
        yield return Case("hash", "\"sha256\": \"00", "\"sha256\": \"AB", "64 lower-case hexadecimal digits");
        yield return Case("id that could be a path", "\"id\": \"mine\"", "\"id\": \"../mine\"", "$.pairs[0].id to be a name");
        yield return Case("id like a range", "\"id\": \"mine\"", "\"id\": \"a..b\"", "single dots");
        yield return Case("parent folder", "models/one", "models/../../one", "which contains \"..\"", "Root: ");
        yield return Case("absolute path", "models/one", "/etc", "which is absolute", "Root: ");
        yield return Case("backslash", "models/one", "models\\\\one", "which contains a backslash");
        yield return Case("drive letter", "models/one", "C:/one", "which begins with a drive letter");
        yield return Case("here", "models/one", "./models/one", "which contains \".\"");
        yield return Case("empty part", "models/one", "models//one", "which has an empty part");
        yield return Case("not a list of objects", "[{ \"id\": \"steps\"", "[3, { \"id\": \"steps\"", "$.ladders[0] to be an object with the keys id, rungs");
    }

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Good_manifest_is_read_whole()
    {
        var manifest = Read(ManifestText.Good);

        var two = manifest.Models[1];
        (two.Id, two.Engine, two.Folder, two.Licence, two.Graph.Path).Should().Be(("two", "onnx", "models/two", "MIT", "model.onnx"));
        (two.ChatTemplate, two.StopStrings[0], two.Device, two.Threads, two.Batch, two.Context).Should().Be(("{{ messages }}", "\n\n", new Device(1), 4, null, 128));
        manifest.Models[0].Threads.Should().Be(2, "defaults hold for models that set nothing");
        manifest.Pairs.Should().ContainSingle().Which.Aligned.Should().BeSameAs(two);
        manifest.PairNames.Should().Equal("mine", "steps/base..ppo");
        manifest.Root.Should().Be(folder.Path);
    }

    [TestCaseSource(nameof(WrongShapes))]
    public void Wrong_shapes_are_refused_with_place_value_and_remedy(string old, string @new, string[] expected)
    {
        ErrorOf(ManifestText.With(old, @new)).Should().ContainAll(expected).And.ContainAll("Where: ", "models.json, line ", "Next step: ");
    }

    [Test]
    public void Seeds_have_64_bits()
    {
        static string Seed(string seed) => ManifestText.With("\"temperature\": 0.5", $"\"seed\": {seed}");

        RunParametersReader.Resolve(Read(Seed("18446744073709551615")).Defaults, [], []).Seed.Should().Be(ulong.MaxValue);
        ErrorOf(Seed("18446744073709551616")).Should().Contain("be a whole number from 0 to 18446744073709551615");
    }

    [TestCase("con/x", "reserves for a device")]
    [TestCase("lpt1.txt", "reserves for a device")]
    [TestCase("models/one.", "ends with a dot")]
    [TestCase("~/models", "is absolute")]
    public void Paths_that_other_systems_read_otherwise_are_refused(string path, string objection)
    {
        ErrorOf(ManifestText.With("models/one", path)).Should().ContainAll($"\"{path}\"", objection, $"Root: {folder.Path}");
    }

    [Test]
    public void Missing_file_shows_path_and_sample()
    {
        var path = folder.At("absent/models.json");

        FluentActions.Invoking(() => ManifestReader.Read(path)).Should().Throw<BenchException>()
            .Which.Message.Should().ContainAll("but found no file at that path.", $"Path: {path}", "Sample: { \"version\": 1,");
    }

    [TestCase("")]
    [TestCase(" \r\n\t")]
    public void Empty_file_shows_path_and_sample(string text)
    {
        ErrorOf(text).Should().ContainAll("but found an empty file.", $"Path: {folder.At("models.json")}", "Sample: ");
    }

    [Test]
    public void Byte_order_mark_is_accepted_and_does_not_move_columns()
    {
        Read('\ufeff' + ManifestText.Good).Models.Should().HaveCount(2);
        ErrorOf("\ufeff{ / }").Should().Contain("line 1, column 3");
    }

    [TestCase("{\n  // note\n}", "found a comment.", "line 2, column 3")]
    [TestCase("{\n  \"version\": 1,\n}", "found a trailing comma.", "line 3, column 1")]
    [TestCase("{ \"defaults\": { \"pairs\": [\"é\", ] } }", "found a trailing comma.", "line 1, column 32")]
    [TestCase("{ \"version\": 1", "found the end of the file too early.", "line 1, column 15")]
    [TestCase("{ \"version\": 1 } x", "'x' is invalid after a single JSON value", "line 1, column 18")]
    public void Comments_trailing_commas_and_malformed_text_are_refused_with_line_and_column(string text, string finding, string place)
    {
        ErrorOf(text).Should().ContainAll(finding, place);
    }

    [TestCase("NaN")]
    [TestCase("-Infinity")]
    public void Numbers_that_json_does_not_have_are_refused_with_the_allowed_range(string number)
    {
        ErrorOf(ManifestText.With("0.5", number)).Should().ContainAll(
            "Expected $.defaults.temperature to be JSON", "found a number that JSON does not have (NaN or Infinity)", "Allowed: a number from 0 to 100", "line 3");
    }

    [Test]
    public void Other_encodings_are_named()
    {
        folder.Write("models.json", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(ManifestText.Good)).ToArray());

        FluentActions.Invoking(() => ManifestReader.Read(folder.At("models.json"))).Should().Throw<BenchException>().WithMessage("*Save the file as UTF-8*");
    }

    [Test]
    public void Repeated_key_shows_both_positions()
    {
        ErrorOf(ManifestText.With("\"version\": 1,", "\"version\": 1,\n  \"version\": 1,")).Should().ContainAll(
            "the key $.version to be there once", "First: " + folder.At("models.json") + ", line 2, column 3", "Second: " + folder.At("models.json") + ", line 3, column 3");
    }

    [TestCase("\"id\": \"two\"", "\"id\": \"ONE\"", "the model id $.models[1].id", "line 6, column 13", "line 14, column 13")]
    [TestCase("\"name\": \"ppo\"", "\"name\": \"base\"", "the rung name", "line 27, column 52", "line 27, column 88")]
    [TestCase("\"pairs\": [{", "\"pairs\": [{ \"id\": \"mine\", \"base\": \"one\", \"aligned\": \"two\" }, {", "the pair id $.pairs[1].id", "line 28, column 21", "line 28, column 72")]
    public void Repeated_ids_show_both_positions(string old, string @new, string subject, string first, string second)
    {
        ErrorOf(ManifestText.With(old, @new)).Should().ContainAll(subject, "First: ", first, "Second: ", second);
    }

    [Test]
    public void Files_that_differ_in_case_alone_are_refused()
    {
        var file = "{ \"path\": \"MODEL.onnx\", \"sha256\": \"" + new string('1', 64) + "\" }";

        ErrorOf(ManifestText.With("\"files\": [", "\"files\": [" + file + ", ")).Should().ContainAll("be there once", "not every file system tells cases apart");
    }

    [Test]
    public void Base_and_aligned_must_differ()
    {
        ErrorOf(ManifestText.With("\"aligned\": \"two\"", "\"aligned\": \"one\"")).Should().ContainAll(
            "Expected $.pairs[0].aligned to name another model than base", "but found the text \"one\".", "line 28");
    }

    [TestCase("\"aligned\": \"two\"", "\"aligned\": \"tow\"", "$.pairs[0].aligned", "Nearest: two")]
    [TestCase("\"model\": \"one\"", "\"model\": \"onee\"", "$.ladders[0].rungs[0].model", "Nearest: one")]
    [TestCase("\"graph\": \"model.onnx\"", "\"graph\": \"modle.onnx\"", "$.models[0].graph", "Nearest: model.onnx")]
    public void References_to_nothing_name_the_nearest(string old, string @new, string subject, string nearest)
    {
        ErrorOf(ManifestText.With(old, @new)).Should().ContainAll(subject, nearest, "Valid: ");
    }

    [Test]
    public void Folder_that_links_out_of_the_root_is_refused()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("models"));
        Directory.CreateSymbolicLink(folder.At("models/one"), elsewhere.Path);

        ErrorOf(ManifestText.Good).Should().ContainAll("$.models[0].source.path to lie under", elsewhere.Path, $"Root: {folder.Path}");
    }

    private string ErrorOf(string text) => FluentActions.Invoking(() => Read(text)).Should().Throw<BenchException>().Which.Message;

    private ModelManifest Read(string text) => ManifestReader.Read(folder.Write("models.json", text));
}
