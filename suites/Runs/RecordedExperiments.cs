using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Runs;

/// <summary>What experiments say of recorded generations.</summary>
internal static class RecordedExperiments
{
    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["TokenEntropy"] = "the probabilities of the whole vocabulary at every step",
        ["Mechanisms"] = "the probabilities that both models give to the same text",
        ["Temperature"] = "samples of both models at other temperatures, with their probabilities",
        ["Attractors"] = "models that continue a text after a push",
        ["AttractorControls"] = "models that continue a text after a push",
        ["Swap"] = "claims of models that can be run",
        ["Creative"] = "models that answer the suite's prompts",
        ["Controls"] = "a base model to draw from again",
        ["KnownTruth"] = "a base model that answers the suite's prompts",
        ["Ladder"] = "models of all rungs that answer the suite's prompts",
    };

    /// <summary>Evidence of one experiment; claims that the files cannot support end with the reason.</summary>
    public static IReadOnlyList<ClaimEvidence> Gather(Experiment experiment, RecordedSamples samples)
        => experiment.FromRecorded?.Invoke(samples) ?? NotMeasurable(experiment.Claims, samples, NeedsOf(experiment.Name));

    /// <summary>What the claims of a suite need that no file of recorded generations has.</summary>
    public static string NeedsOf(string suite) => Needs[suite];

    /// <summary>Personas: of the suite's own prompts, where the files hold answers to them.</summary>
    public static IReadOnlyList<ClaimEvidence> Personas(RecordedSamples samples)
        => OfOwnSet(samples, "Personas", PaperClaims.Personas, Suites.Personas.PersonaEvidence.Gather);

    /// <summary>New prompts: of the suite's own prompts, where the files hold answers to them.</summary>
    public static IReadOnlyList<ClaimEvidence> NewPrompts(RecordedSamples samples)
        => OfOwnSet(samples, "NewPrompts", PaperClaims.NewPrompts, Suites.NewPrompts.NewPromptEvidence.Gather);

    /// <summary>Semantics: of the suite's own prompts, or else of all prompts that have several samples.</summary>
    public static IReadOnlyList<ClaimEvidence> Semantics(RecordedSamples samples)
    {
        var found = samples.Of(Set("Semantics"));
        if (found.Prompts.Count == 0)
            found = samples.OfOwnPrompts();
        return found.Prompts.Count > 0
            ? Suites.Semantics.SemanticEvidence.Gather(found)
            : NotMeasurable(PaperClaims.Semantics, samples, FewAnswers(samples));
    }

    /// <summary>TokenEntropy: E3.1 and E3.3, where both files hold the five most probable tokens of every step; of prompts chosen as in <see cref="Semantics"/>.</summary>
    public static IReadOnlyList<ClaimEvidence> TokenEntropy(RecordedSamples samples)
    {
        var found = samples.Of(Set("TokenEntropy"));
        if (found.Prompts.Count == 0)
            found = samples.OfOwnPrompts();
        var missing = WhatTopFiveLacks(found);
        var evidence = new Suites.TokenEntropy.TopFiveEvidence(found, sample => sample.TopFive);
        return [.. PaperClaims.TokenEntropy.Select(claim => claim.Id switch
        {
            "E3.1" or "E3.3" when missing is not null => NotMeasurable([claim], samples, missing)[0],
            "E3.1" => evidence.Entropy(claim),
            "E3.3" => evidence.Mass(claim),
            _ => NotMeasurable([claim], samples, NeedsOf("TokenEntropy"))[0],
        })];
    }

    /// <summary>What keeps the five most probable tokens from being compared; null where nothing does.</summary>
    private static string? WhatTopFiveLacks(RecordedSamples found)
    {
        var valid = found.Prompts.SelectMany(prompt => prompt.Valid.Pool).ToArray();
        var without = valid.Count(sample => sample.TopFive is null);
        if (found.Prompts.Count == 0)
            return FewAnswers(found);
        if (without > 0)
            return FormattableString.Invariant($"the five most probable tokens (top_logprobs) of every step; {without} of {valid.Length} answers lack them");
        return found.Texts.HasOneVocabulary ? null : "one vocabulary of both models, named in models.json";
    }

    private static IReadOnlyList<ClaimEvidence> OfOwnSet(RecordedSamples samples, string suite, IReadOnlyList<Claim> claims, Func<ComparedSamples, IReadOnlyList<ClaimEvidence>> gather)
    {
        var found = samples.Of(Set(suite));
        return found.Prompts.Count > 0 ? gather(found) : NotMeasurable(claims, samples, "answers of both models to the prompts of the suite, found by their text");
    }

    private static string FewAnswers(RecordedSamples samples) => FormattableString.Invariant($"{samples.Options.FewestSamples} answers or more of both models to one prompt");

    private static Fixtures.Generations.PromptSet Set(string suite) => Experiment.All.Single(e => e.Name == suite).ReadPrompts();

    private static IReadOnlyList<ClaimEvidence> NotMeasurable(IReadOnlyList<Claim> claims, RecordedSamples samples, string needs) =>
        [.. claims.Select(claim => ClaimEvidence.NotMeasurable(
            claim, samples.Pair, samples.Protocol, samples.Shared.Samples, samples.Shared.OtherSamples,
            $"not measurable from recorded answers: needs {needs}"))];
}
