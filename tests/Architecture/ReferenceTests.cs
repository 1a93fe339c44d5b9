using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Architecture;

/// <summary>Dependencies point one way: Metrics &lt;- Fixtures &lt;- Fixtures.LLamaSharp; Metrics &lt;- Verification &lt;- Report.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["DiversityBench.Metrics"] = [],
        ["DiversityBench.Fixtures"] = ["DiversityBench.Metrics"],
        ["DiversityBench.Fixtures.LLamaSharp"] = ["DiversityBench.Fixtures", "DiversityBench.Metrics"],
        ["DiversityBench.Verification"] = ["DiversityBench.Metrics"],
        ["DiversityBench.Report"] = ["DiversityBench.Verification", "DiversityBench.Metrics"],
    };

    [Test]
    public void Every_room_has_its_place_in_the_order()
    {
        Rooms.Projects.Select(Rooms.NameOf).Should().Contain("DiversityBench.Metrics").And.BeSubsetOf(Allowed.Keys);
    }

    [Test]
    public void Projects_refer_to_rooms_before_them_only()
    {
        Rooms.Projects.Should().AllSatisfy(project => Rooms.ReferencesOf(project).Should().BeSubsetOf(Allowed[Rooms.NameOf(project)]));
    }

    [Test]
    public void Assemblies_refer_to_rooms_before_them_only()
    {
        Rooms.Assemblies.Should().HaveCountGreaterThanOrEqualTo(4).And.AllSatisfy(assembly =>
            assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("DiversityBench", StringComparison.Ordinal))
                .Should().BeSubsetOf(Allowed[assembly.GetName().Name!]));
    }

    [Test]
    public void Suites_and_tests_are_referred_to_by_nobody()
    {
        Rooms.Projects.SelectMany(Rooms.ReferencesOf).Should().NotContain(["DiversityBench.Suites", "DiversityBench.Tests"]);
    }
}
