using DiversityBench.Fixtures.Sampling;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Sampling;

public sealed class SamplingOptionsTests
{
    [Test]
    public void What_deviates_from_the_full_distribution_is_told_and_no_number_of_tokens()
    {
        new SamplingOptions { MaxTokens = 7 }.InWords().Should().Be("temperature 1");
        new SamplingOptions { Temperature = 0.7, TopK = 40, TopP = 0.9, MinP = 0.05, RepetitionPenalty = 1.1 }.InWords().Should()
            .Be("temperature 0.7, top-k 40, top-p 0.9, min-p 0.05, repetition penalty 1.1");
    }
}
