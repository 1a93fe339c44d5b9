using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

public sealed class SettledOutcomeTests
{
    [Test]
    public void An_outcome_is_settled_where_no_later_one_differs_from_the_last()
    {
        SettledOutcome.From([(0.1, Outcome.Supported), (0.2, Outcome.Inconclusive), (0.4, Outcome.Supported), (1, Outcome.Supported)]).Should().Be(0.4);
        SettledOutcome.From([(0.1, Outcome.Refuted), (0.5, Outcome.Refuted), (1, Outcome.Refuted)]).Should().Be(0.1);
        SettledOutcome.From([(0.1, Outcome.Supported), (0.7, Outcome.Supported), (1, Outcome.Refuted)]).Should().Be(1);
    }
}
