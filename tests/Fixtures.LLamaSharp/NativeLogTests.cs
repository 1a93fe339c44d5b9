using DiversityBench.Fixtures.LLamaSharp;
using FluentAssertions;
using LLama.Native;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

public sealed class NativeLogTests
{
    private readonly NativeLog _log = new();

    [SetUp]
    public void Empty() => _log.TakeErrors();

    [Test]
    public void Parts_of_an_error_are_one_line()
    {
        _log.Write(LLamaLogLevel.Error, "no tensor ");
        _log.Write(LLamaLogLevel.Continue, "of this ");
        _log.Write(LLamaLogLevel.Continue, "name\n");

        _log.TakeErrors().Should().Be("no tensor of this name");
        _log.TakeErrors().Should().BeNull();
    }

    [TestCase(LLamaLogLevel.Warning), TestCase(LLamaLogLevel.Info), TestCase(LLamaLogLevel.Debug)]
    public void What_continues_another_line_is_no_error(LLamaLogLevel level)
    {
        _log.Write(level, "layers: ");
        _log.Write(LLamaLogLevel.Continue, "4\n");

        _log.TakeErrors().Should().BeNull();
    }

    // What ends without a line end, since something else is said or asked, is a line all the same.
    [Test]
    public void Errors_stay_apart_from_each_other_and_from_what_is_said_between()
    {
        _log.Write(LLamaLogLevel.Error, "first");
        _log.Write(LLamaLogLevel.Warning, "a warning\n");
        _log.Write(LLamaLogLevel.Error, "second");

        _log.TakeErrors().Should().Be("first; second");
    }
}
