using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Something that values do not allow; the node that meets it adds its position.</summary>
internal sealed class TemplateFault(string expected, string found) : Exception
{
    public BenchException At(Position at) => TemplateError.At(
        at, expected, "the text must be the one that the model was trained with", found,
        "Correct the template (chatTemplate of the model in models.json overrides the one shipped)");
}
