namespace DiversityBench.Metrics.ValidOutputs;

/// <summary>What a text looks like at first sight.</summary>
internal enum TextForm
{
    /// <summary>Running sentences.</summary>
    Prose,

    /// <summary>A form of labelled fields, such as a persona card, even if it begins in the middle of a sentence.</summary>
    LabelledFields,

    /// <summary>Program code.</summary>
    Code,

    /// <summary>A letter: a salutation at the beginning or a valediction.</summary>
    Letter,

    /// <summary>Mostly bulleted or numbered lines.</summary>
    List,

    /// <summary>Lines of verse.</summary>
    Verse,
}
