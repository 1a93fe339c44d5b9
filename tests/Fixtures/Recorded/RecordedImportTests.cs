using System.Globalization;
using System.Text;
using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Store;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Hub;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>What a file holds is found once, part by part; texts are read where they stand.</summary>
[TestFixture]
internal sealed class RecordedImportTests
{
    // About 2.5 parts of 256 KiB, each line a little above 1 KB.
    private const int Lines = 600;
    private const int Prompts = 7;
    private readonly List<string> _warnings = [];
    private TemporaryFolder _folder = null!;
    private GenerationStore _store = null!;

    [SetUp]
    public void MakeStore()
    {
        _folder = new TemporaryFolder();
        _store = GenerationStore.Open(_folder.At("store/generations.db"));
        _warnings.Clear();
    }

    [TearDown]
    public void RemoveStore()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Samples_are_those_of_the_file_by_prompt_and_index()
    {
        var model = Large();
        var expected = RecordedReader.Read(model.GraphPath, new RecordedFields()).GroupBy(s => s.PromptId)
            .Select(p => p.OrderBy(s => s.Index).ToArray()).ToArray();

        var found = Import(model);

        var shared = found.Shared(found, []);
        shared.Select(s => s.First.Count).Should().Equal(expected.Select(p => p.Length));
        shared.SelectMany(s => s.First.Read()).Should().Equal(expected.SelectMany(p => p), "prompts stand in the order of their first lines");
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    public void Byte_order_mark_and_line_ends_are_no_part_of_a_sample(string end)
    {
        var model = Model($"\uFEFF{Line("a", 0, "first")}{end}{Line("b", 0, "second")}{end}");

        Import(model).Prompts.SelectMany(p => p.Read()).Select(s => s.Text).Should().BeEquivalentTo("first", "second");
    }

    [Test]
    public void Second_import_parses_nothing()
    {
        var model = Large();
        var first = Import(model);
        Overwrite(model, 0, new FileInfo(model.GraphPath).Length);

        var second = Import(model);

        second.Prompts.Select(p => p.Count).Should().Equal(first.Prompts.Select(p => p.Count));
        var other = () => Import(model with { Definition = model.Definition with { Graph = model.Definition.Graph with { Sha256 = new string('b', 64) } } });
        other.Should().Throw<BenchException>("a file of another hash is another file").Which.Message.Should().Contain("Line: 1");
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Import_that_was_stopped_goes_on_behind_the_last_part(int parts)
    {
        var model = Large();
        using var stop = new CancellationTokenSource();
        var stopping = () => new RecordedImport(_store, new Stopping(stop, parts), _warnings.Add, stop.Token).Read(model);
        stopping.Should().Throw<OperationCanceledException>();
        Overwrite(model, 0, RecordedImport.PartSize * parts);

        Import(model).Prompts.Sum(p => p.Count).Should().Be(Lines, "what was read before is not read again");
    }

    [Test]
    public void Part_that_was_not_stored_is_read_again()
    {
        var model = Large();
        using var stop = new CancellationTokenSource();
        var stopping = () => new RecordedImport(_store, new Stopping(stop, 1), _warnings.Add, stop.Token).Read(model);
        stopping.Should().Throw<OperationCanceledException>();
        Overwrite(model, RecordedImport.PartSize * 2, 1);

        var import = () => Import(model);

        import.Should().Throw<BenchException>().Which.Message.Should().Contain("a line of recorded generations");
    }

    [Test]
    public void Damaged_part_is_made_again()
    {
        var model = Large();
        Import(model);
        using (var command = _store.Session.Connection.CreateCommand())
        {
            command.CommandText = "UPDATE derived SET record = zeroblob(length(record)) WHERE key = (SELECT min(key) FROM derived)";
            command.ExecuteNonQuery().Should().Be(1);
        }

        Import(model).Prompts.Sum(p => p.Count).Should().Be(Lines);

        _store.Notices.Should().ContainSingle().Which.Should().StartWith("1 damaged derived");
    }

    [Test]
    public void Store_that_cannot_be_written_is_told_once_and_nothing_else_changes()
    {
        var model = Large();
        using var reading = GenerationStore.Open(_store.Path, new GenerationStoreOptions { ReadOnly = true });

        var found = new RecordedImport(reading, new ReportedWork(), _warnings.Add).Read(model);

        found.Prompts.Sum(p => p.Count).Should().Be(Lines);
        _warnings.Should().ContainSingle().Which.Should().Contain("is read again next time");
    }

    [Test]
    public void Sample_twice_is_an_error_wherever_it_stands()
    {
        var import = () => Import(Model(string.Join('\n', Line("a", 0, "x"), Line("b", 0, "x"), Line("a", 1, "x"), Line("a", 0, "y"))));

        import.Should().Throw<BenchException>().Which.Message.Should().ContainAll("be there once", "sample 0 of prompt a again", "Line: 4", "Next step: ");
    }

    [Test]
    public void Name_of_two_prompts_is_an_error_in_one_file_and_in_two()
    {
        var one = () => Import(Model(string.Join('\n', Line("a", 0, "x"), Line("a", 1, "x", "Who?"))));
        one.Should().Throw<BenchException>().Which.Message.Should().ContainAll("the prompt a", "be one text", "lines 1 and 2");

        var (raw, chat) = (Import(Model(Line("a", 0, "x"))), Import(Model(Line("a", 0, "x", "Tell me what."))));
        var two = () => raw.Shared(chat, []);
        two.Should().Throw<BenchException>().Which.Message.Should().ContainAll("the prompt a", "be one text");

        // The raw and the chat form of one prompt ask for the same, whichever model read which.
        Prompt[] known = [new Prompt("what", "What?", "story") { Chat = "Tell me what." }];
        raw.Shared(chat, known).Should().ContainSingle();
        chat.Shared(raw, known).Should().ContainSingle();
    }

    [Test]
    public void Only_prompts_of_both_files_are_shared()
    {
        var first = Import(Model(string.Join('\n', "dcaeb".Select(id => Line(id.ToString(), 0, "x")))));
        var second = Import(Model(string.Join('\n', "fabc".Select(id => Line(id.ToString(), 0, "x")))));

        first.Shared(second, []).Select(s => s.First.Read().First().PromptId).Should().Equal("c", "a", "b");
    }

    [Test]
    public void A_file_replaced_after_its_import_is_noticed_when_its_samples_are_read()
    {
        var model = Model(Line("a", 0, "first") + "\n");
        var imported = Import(model).Prompts.Single();
        File.WriteAllText(model.GraphPath, Line("b", 0, "first") + "\n");

        var read = () => imported.Read().ToArray();

        read.Should().Throw<BenchException>().Which.Message.Should().Contain("line 1 was changed while the run read it").And.Contain(model.GraphPath);
    }

    private RecordedGenerations Import(VerifiedModel model)
    {
        var found = new RecordedImport(_store, new ReportedWork(), _warnings.Add).Read(model);
        _warnings.Should().BeEmpty();
        return found;
    }

    private VerifiedModel Large() => Model(string.Concat(Enumerable.Range(0, Lines).Select(i => Line($"p{i % Prompts}", i / Prompts, $"{i} {new string('x', 1000)}") + "\n")));

    private VerifiedModel Model(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        _folder.Write(hash + ".jsonl", bytes);
        var file = new ModelFile(hash + ".jsonl", hash);
        return new VerifiedModel(
            new ModelDefinition { Id = "told", Engine = "recorded", Folder = "", Licence = "MIT", Graph = file, Files = [file], RecordedFields = new RecordedFields() }, _folder.Path, [file], hash);
    }

    private static string Line(string id, int index, string text, string prompt = "What?")
        => string.Create(CultureInfo.InvariantCulture, $$"""{"prompt_id": "{{id}}", "prompt": "{{prompt}}", "sample_index": {{index}}, "text": "{{text}}"}""");

    /// <summary>Puts bytes there that no parser accepts.</summary>
    private static void Overwrite(VerifiedModel model, long offset, long count)
    {
        using var file = File.OpenWrite(model.GraphPath);
        file.Position = offset;
        file.Write(Enumerable.Repeat((byte)0xFF, (int)count).ToArray());
    }

    /// <summary>Stops when so many parts have been read.</summary>
    private sealed class Stopping(CancellationTokenSource stop, int parts) : IProgressSink
    {
        private int _read;

        public void Report(string work, long done, long total, long tokens)
        {
        }

        public void ReportBytes(string work, long done, long total)
        {
            if (++_read == parts)
                stop.Cancel();
        }
    }
}
