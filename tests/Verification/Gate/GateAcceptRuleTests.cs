using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class GateAcceptRuleTests
{
    [Test]
    public void A_clean_writable_tree_outside_of_ci_may_accept() => GateAcceptRule.Refusal(false, [], null).Should().BeNull();

    [Test]
    public void Ci_may_not() => Message(true, [], null).Should().StartWith("Expected the acceptance of a checkpoint to be asked for by a person because nothing is accepted in CI");

    [Test]
    public void A_dirty_tree_may_not_and_is_named()
        => Message(false, ["a", "b", "c", "d", "e", "f", "g"], "locked").Should().Contain("but found a dirty working tree: a, b, c, d, e and 2 more.").And.NotContain("read-only");

    [Test]
    public void A_read_only_tree_may_not_and_is_named() => Message(false, [], "Access denied.").Should().Contain("but found a read-only tree: Access denied.");

    [Test]
    public void A_tree_that_git_does_not_know_may_not() => Message(false, null, null).Should().Contain("but found no git repository that answers.");

    private static string Message(bool isCi, IReadOnlyList<string>? changes, string? whyNotWritable) => GateAcceptRule.Refusal(isCi, changes, whyNotWritable)!.Message;
}
