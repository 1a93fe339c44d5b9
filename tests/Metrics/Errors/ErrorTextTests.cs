using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Errors;

public sealed class ErrorTextTests
{
    private static readonly ErrorText Seed = new(
        "the key $.defaults.seed", "be a whole number", "samples are drawn from it", "the text \"one\"", "Write 1");

    [Test]
    public void Without_details_it_is_the_sentence_and_the_next_step()
    {
        Seed.ToString().Should().Be(
            "Expected the key $.defaults.seed to be a whole number because samples are drawn from it, but found the text \"one\".\n" +
            "Next step: Write 1.");
    }

    [Test]
    public void Details_stand_between_in_the_order_given()
    {
        var text = Seed.With("File", "models.json").With("Line", 12).With("Valid", ["a", "b"]).With("Nothing", (string?)null).With("Pairs", []);

        text.ToString().Split('\n').Should().Equal(
            Seed.ToString().Split('\n')[0], "File: models.json", "Line: 12", "Valid: a, b", "Pairs: none", "Next step: Write 1.");
        Seed.Details.Should().BeEmpty("adding a line leaves the original as it was");
    }

    [Test]
    public void Line_breaks_escapes_and_direction_marks_are_shown_not_obeyed()
    {
        var text = Seed with { Finding = "a\nb\u001b[31mc\u202ed\u2028e" };

        text.ToString().Should().Contain("but found a\\u000Ab\\u001B[31mc\\u202Ed\\u2028e.");
    }

    [Test]
    public void Very_long_values_are_cut_and_say_how_long_they_were()
    {
        var text = Seed with { Finding = new string('x', 1_000_000) };

        text.ToString().Length.Should().BeLessThan(3000);
        text.ToString().Should().Contain("… (1000000 characters).");
    }

    [Test]
    public void Lone_surrogates_do_not_break_the_text()
    {
        (Seed with { Finding = "a\ud800b" }).ToString().Should().Contain("but found a\ufffdb.");
    }

    [Test]
    public void The_exception_carries_text_and_cause()
    {
        var cause = new IOException("disk");

        var exception = new BenchException(Seed, cause);

        exception.Message.Should().Be(Seed.ToString());
        exception.Text.Should().BeSameAs(Seed);
        exception.InnerException.Should().BeSameAs(cause);
    }
}
