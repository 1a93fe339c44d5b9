using DiversityBench.Fixtures.Hub;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Hub;

internal sealed class HubSettingsTests
{
    [Test]
    public void Without_variables_the_hubs_own_places_hold()
    {
        using var home = new TemporaryFolder();

        var settings = Read(home.Path);

        settings.Should().Be(new HubSettings(new Uri("https://huggingface.co/"), home.At(".cache/huggingface/hub")));
    }

    [Test]
    public void Variables_hold_in_the_order_of_the_hubs_own_client()
    {
        using var home = new TemporaryFolder();

        Read(home.Path, ("XDG_CACHE_HOME", home.At("x"))).CacheFolder.Should().Be(home.At("x/huggingface/hub"));
        Read(home.Path, ("XDG_CACHE_HOME", home.At("x")), ("HF_HOME", "~/h")).CacheFolder.Should().Be(home.At("h/hub"));
        Read(home.Path, ("HF_HOME", home.At("h")), ("HUGGINGFACE_HUB_CACHE", home.At("old"))).CacheFolder.Should().Be(home.At("old"));
        Read(home.Path, ("HUGGINGFACE_HUB_CACHE", home.At("old")), ("HF_HUB_CACHE", home.At("new"))).CacheFolder.Should().Be(home.At("new"));
        Read(home.Path, ("HF_ENDPOINT", "https://mirror.example/hub/")).Endpoint.Should().Be(new Uri("https://mirror.example/hub/"));
    }

    [Test]
    public void The_token_is_the_variable_or_the_saved_one_and_stands_in_no_text()
    {
        using var home = new TemporaryFolder();
        home.Write("h/token", " hf_saved\n");

        Read(home.Path, ("HF_HOME", home.At("h"))).Token.Should().Be("hf_saved");
        Read(home.Path, ("HF_HOME", home.At("h")), ("HF_TOKEN", "hf_given")).Token.Should().Be("hf_given");
        Read(home.Path, ("HF_TOKEN", "hf_given")).ToString().Should().NotContain("hf_given").And.Contain("with a token");
    }

    [TestCase("huggingface.co")]
    [TestCase("ftp://huggingface.co")]
    public void An_endpoint_that_is_no_address_is_refused(string endpoint)
    {
        FluentActions.Invoking(() => Read("/nowhere", ("HF_ENDPOINT", endpoint))).Should().Throw<BenchException>().Which.Message
            .Should().ContainAll("HF_ENDPOINT", $"but found \"{endpoint}\"");
    }

    [TestCase("https://user:pass-word@mirror.example")]
    [TestCase("ftp://user:pass-word@mirror.example")]
    [TestCase("user:pass-word@mirror.example")]
    public void An_endpoint_with_a_user_is_refused_without_its_password(string endpoint)
    {
        FluentActions.Invoking(() => Read("/nowhere", ("HF_ENDPOINT", endpoint))).Should().Throw<BenchException>().Which.Message
            .Should().ContainAll("HF_ENDPOINT", "but found a text with a user before an @").And.NotContain("pass-word");
    }

    [TestCase("1", true)]
    [TestCase("true", true)]
    [TestCase("YES", true)]
    [TestCase("on", true)]
    [TestCase("0", false)]
    [TestCase("", false)]
    public void Offline_is_said_as_the_hubs_own_client_reads_it(string value, bool isOffline)
    {
        Read("/nowhere", ("HF_HUB_OFFLINE", value)).IsOffline.Should().Be(isOffline);
    }

    [Test]
    public void A_run_that_is_offline_is_offline_whatever_the_variable_says()
    {
        HubSettings.Read(name => name == "HF_HUB_OFFLINE" ? "0" : null, "/nowhere", isOffline: true).IsOffline.Should().BeTrue();
    }

    private static HubSettings Read(string home, params (string Name, string Value)[] variables) =>
        HubSettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value, home);
}
