using DiversityBench.Fixtures.Hub;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Served;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Served;

internal sealed class ServedPresenceTests : ServedTestBase
{
    [Test]
    public void A_server_with_the_model_is_there() => WhyAbsent(Arm().Endpoint).Should().BeNull();

    [Test]
    public void A_server_with_another_model_is_told() =>
        WhyAbsent(Arm().Endpoint with { Model = "other" }).Should().Be("found another model: start the server with that model, or correct model of the source in models.json");

    [Test]
    public void A_key_that_is_not_set_is_told() => WhyAbsent(Arm().Endpoint with { KeyVariable = "NO_KEY" }).Should().StartWith("found none: set NO_KEY, or remove keyVariable");

    [Test]
    public void A_server_that_is_down_is_told()
    {
        Server.Dispose();

        WhyAbsent(Arm().Endpoint).Should().Be($"some/model at {Server.Address} does not answer: start the server");
    }

    private static string? WhyAbsent(EndpointSource endpoint)
    {
        using var http = HubModels.CreateHttp();
        return new ServedPresence(http, _ => null).WhyAbsent(endpoint);
    }
}
