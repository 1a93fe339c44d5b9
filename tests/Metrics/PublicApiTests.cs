using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class PublicApiTests
{
    [Test]
    public void Public_api_of_metrics_is_the_approved_one()
    {
        var folder = Path.Combine(TestData.RepositoryRoot, "src", "Metrics");
        var (approved, received) = (Path.Combine(folder, "PublicApi.approved.txt"), Path.Combine(folder, "PublicApi.received.txt"));
        var found = PublicApiText.Of(typeof(Measured<>).Assembly);
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (found == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, found);
        found.Should().Be(expected, "suites and other repositories compile against it; to accept the change: mv {0} {1}", received, approved);
    }
}
