namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Something that values do not allow; the node that meets it adds its position.</summary>
internal sealed class TemplateFault(string expected, string found) : Exception
{
    public ChatTemplateException At(Position at) => new(
        $"the chat template to {expected}", "the text must be the one that the model was trained with", found,
        "correct the template (chatTemplate of the model in models.json overrides the one shipped).", at.Line, at.Column);
}
