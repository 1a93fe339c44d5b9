using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Generations;

public sealed class PhraseSetTests
{
    private const string Header = """{"phraseSetVersion": 2}""";
    private const string Story = """{"id": "dog", "kind": "story", "text": "A dog ran."}""";
    private const string Letter = """{"id": "refund", "kind": "letter", "text": "Please send a refund."}""";
    private const string Poem = """{"id": "sea", "kind": "poem", "text": "O sea,"}""";
    private static readonly Prompt Prompt = new("a", "Once", "story");
    private string path = "";

    [SetUp]
    public void MakeFile() => path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(path);

    [Test]
    public void A_well_formed_set_is_read_whole()
    {
        var set = Read(Header, Story, Letter);
        set.Version.Should().Be(2);
        set.Phrases.Should().Equal(new Phrase("dog", "story", "A dog ran."), new Phrase("refund", "letter", "Please send a refund."));
        Read(Header, Letter, Story).Fingerprint.Should().NotBe(set.Fingerprint);
    }

    [Test]
    public void A_push_is_the_same_each_time_and_differs_between_samples_seeds_and_prompts()
    {
        var set = Read(Header, Story, Letter, Poem);
        string Pushes(ulong seed, Prompt prompt) => string.Join(';', Enumerable.Range(0, 30).Select(i => set.PushOf(seed, prompt, i, 8, 15)));
        Pushes(1, Prompt).Should().Be(Pushes(1, Prompt));
        new[] { Pushes(1, Prompt), Pushes(2, Prompt), Pushes(1, Prompt with { Id = "b" }) }.Should().OnlyHaveUniqueItems();
    }

    // 4000 draws of 8 places and two foreign phrases: 250 a cell, standard deviation 15.3; 75 is nearly five of them.
    [Test]
    public void Every_place_and_every_foreign_phrase_is_equally_likely()
    {
        var set = Read(Header, Story, Letter, Poem);
        var counts = Enumerable.Range(0, 4000).CountBy(i => set.PushOf(1, Prompt, i, 8, 15)).ToDictionary();
        counts.Keys.Select(push => push.Token).Distinct().Order().Should().Equal(Enumerable.Range(8, 8));
        counts.Keys.Select(push => push.Phrase.Kind).Distinct().Should().BeEquivalentTo("letter", "poem");
        counts.Values.Should().OnlyContain(n => Math.Abs(n - 250) < 75);
    }

    [Test]
    public void One_kind_alone_is_refused() => Fault(Header, Story).Should().Contain("the phrases of a phrase set to be of two kinds or more").And.Contain("but found 1 of one");

    [Test]
    public void A_repeated_id_and_an_unknown_kind_are_refused()
    {
        Fault(Header, Story, Letter, Letter).Should().Contain("but found 'refund' also on line 3");
        Fault(Header, Story, Letter.Replace("\"letter\"", "\"recipe\"", StringComparison.Ordinal)).Should().Contain("the kind of a phrase set").And.Contain("'recipe'");
    }

    private PhraseSet Read(params string[] lines)
    {
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return PhraseSet.Read(path);
    }

    private string Fault(params string[] lines) => FluentActions.Invoking(() => Read(lines)).Should().Throw<BenchException>().Which.Message;
}
