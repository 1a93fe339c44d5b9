using DiversityBench.Metrics.Syntax;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Syntax;

public sealed class PythonAnswerTests
{
    private const string Function = "def f(x):\n    return x";

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return new TestCaseData(Function, Function, true).SetArgDisplayNames("alone");
        yield return new TestCaseData("# Heading\nimport math\n\n" + Function, "# Heading\nimport math\n\n" + Function, true).SetArgDisplayNames("with a head");
        yield return new TestCaseData("Sure! Here it is:\n\n" + Function + "\n\nIt returns x.", "\n" + Function + "\n", false).SetArgDisplayNames("within prose");
        yield return new TestCaseData("Use this:\n```python\n" + Function + "\n```\nDone.", Function, false).SetArgDisplayNames("fenced");
        yield return new TestCaseData("```\n" + Function, Function, true).SetArgDisplayNames("in a fence without end");
        yield return new TestCaseData(Function + "\n\ndef g(:\n", Function + "\n", false).SetArgDisplayNames("before another");
        yield return new TestCaseData("class A:\n    def f(self):\n        pass\n    x = 1\nprint(1)", "class A:\n    def f(self):\n        pass\n    x = 1", false).SetArgDisplayNames("in a class");
        yield return new TestCaseData("def f(\n    x,\n):\n    return x\nf(1)", "def f(\n    x,\n):\n    return x", false).SetArgDisplayNames("with a bracket at the margin");
        yield return new TestCaseData("def f(x):\r\n    return x\r\n", "def f(x):\n    return x\n", true).SetArgDisplayNames("with CR LF");
        yield return new TestCaseData("x = 1\nprint(x)", "", true).SetArgDisplayNames("no function");
        yield return new TestCaseData("The def of a word.", "", true).SetArgDisplayNames("prose");
    }

    [TestCaseSource(nameof(Answers))]
    public void The_first_function_is_found_with_its_head(string answer, string code, bool reachesEnd) => PythonAnswer.Of(answer).Should().Be(new PythonAnswer(code, reachesEnd));
}
