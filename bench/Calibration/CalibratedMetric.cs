namespace DiversityBench.Bench.Calibration;

/// <summary>A metric on the scale on which claims use it.</summary>
/// <param name="Name">Name that its scenarios begin with.</param>
/// <param name="Group">Metrics shown in one plot.</param>
/// <param name="Claims">Claims that are tested on it, or beside which it stands.</param>
/// <param name="Estimand">What its interval is an interval of, one sentence.</param>
/// <param name="Dearness">Runs are divided by this, so that slow metrics take no longer than all others together.</param>
internal sealed record CalibratedMetric(string Name, string Group, string Claims, string Estimand, int Dearness = 1)
{
    public static IReadOnlyList<CalibratedMetric> All { get; } =
    [
        new("mean", "numbers", "E3.1, E3.2, E3.3, E3.5", "The difference of the two models' expected values of a number per sample (mean entropy, top-1 mass of a text)."),
        new("ratio of means", "numbers", "E3.4", "Minus the log ratio of the two models' expected values of a positive number per sample (nucleus size)."),
        new("share of samples", "numbers", "return rates", "The difference of the two models' probabilities that a sample has a property."),
        new("Cliff's delta", "numbers", "E1.8", "The probability that a sample of the aligned model is larger than one of the base model, less the probability that it is smaller."),
        new("standard deviation", "numbers", "E1.5", "Minus the log ratio of the two models' standard deviations of a number per sample."),
        new("variance", "numbers", "E1.9", "Minus the log ratio of the two models' variances of a number per sample."),
        new("interquartile range", "numbers", "beside E1.5", "Minus the log ratio of the distances of the quartiles of the two models' distributions, heaped numbers included."),
        new("Hill q=1", "labels", "E1.1, E1.2, E1.3, E1.4, E1.6", "The difference of the Shannon entropies of the two models' label distributions, that is minus the log ratio of their effective numbers of labels; the Miller-Madow correction takes the bias out as far as it can."),
        new("Hill q=0", "labels", "no claim", "Minus the log ratio of the numbers of labels that Chao1 expects, seen and unseen; the truth of the table is its expected value at this n."),
        new("Hill q=2", "labels", "no claim", "The difference of the Rényi entropies of order 2, that is minus the log ratio of the inverse Simpson numbers."),
        new("distinct share", "labels", "E1.7", "The difference of the expected shares of distinct labels among n samples, a figure of this n and no other."),
        new("pairwise cosine", "embeddings", "E2.1, E1.10", "The difference of the two models' expected 1 - cosine of two independent samples."),
        new("Vendi q=1", "embeddings", "E2.2", "Minus the log ratio of the expected Vendi scores of n samples, a figure of this n: Vendi scores grow with n.", 2),
        new("near-duplicate share", "embeddings", "E2.5", "The difference of the expected shares of samples with a neighbour above the threshold among n samples, a figure of this n."),
        new("best silhouette", "embeddings", "E2.3", "The difference of the expected best mean silhouettes (k = 2 … 10) of n samples.", 5),
        new("effective clusters", "embeddings", "E2.4", "Minus the log ratio of the expected exp H of cluster sizes at the best k, of n samples.", 5),
        new("distinct classes per 10", "embeddings", "beside E2.4", "Minus the log ratio of the expected numbers of classes among ten samples."),
        new("EAD of bigrams", "wording", "E2.6", "Minus the log ratio of the expected EAD of n texts of a common length.", 2),
        new("self-BLEU-4", "wording", "beside E2.6", "The log ratio of the expected mean self-BLEU of n texts of a common length; more texts mean higher scores.", 2),
        new("compression ratio", "wording", "beside E2.6", "The log ratio of the expected compression ratios of n texts of a common length.", 2),
    ];
}
