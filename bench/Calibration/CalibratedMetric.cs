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
        new("Hill q=0", "labels", "beside Hill q=1", "Minus the log ratio of the expected numbers of different labels among n samples, a figure of this n."),
        new("Chao1 richness", "labels", "beside Hill q=1", "Minus the log ratio of the expected numbers of labels by Chao1's estimate from n samples, seen and unseen."),
        new("Hill q=2", "labels", "beside Hill q=1", "The difference of the Rényi entropies of order 2, that is minus the log ratio of the inverse Simpson numbers."),
        new("distinct share", "labels", "E1.7", "The difference of the expected shares of distinct labels among n samples, a figure of this n and no other."),
        new("pairwise cosine", "embeddings", "E2.1, E1.10", "The difference of the two models' expected 1 - cosine of two independent samples."),
        new("Vendi q=1", "embeddings", "E2.2", "Minus the log ratio of the expected Vendi scores of n samples, a figure of this n: Vendi scores grow with n.", 2),
        new("Vendi q=0.5", "embeddings", "beside E2.2", "The same of order 0.5, which counts rare outputs more.", 2),
        new("Vendi q=2", "embeddings", "beside E2.2", "The same of order 2, which counts frequent outputs more.", 2),
        new("Vendi q=infinity", "embeddings", "beside E2.2", "The same of infinite order, the inverse of the largest eigenvalue's share.", 2),
        new("near-duplicate share", "embeddings", "E2.5", "The difference of the expected shares of samples with a neighbour above the threshold among n samples, a figure of this n."),
        new("best silhouette", "embeddings", "E2.3", "The difference of the expected best mean silhouettes (k = 2 … 10) of n samples.", 5),
        new("effective clusters", "embeddings", "E2.4", "Minus the log ratio of the expected exp H of cluster sizes at the best k, of n samples.", 5),
        new("largest cluster", "embeddings", "beside E2.4", "The difference of the expected shares of the largest cluster at the best k, of n samples.", 5),
        new("distinct classes per 10", "embeddings", "beside E2.4", "Minus the log ratio of the expected numbers of classes among ten samples."),
        new("EAD of bigrams", "wording", "E2.6", "Minus the log ratio of the expected EAD of n texts of a common length.", 2),
        new("self-BLEU-4", "wording", "beside E2.6", "The log ratio of the expected mean self-BLEU of n texts of a common length; more texts mean higher scores.", 2),
        new("compression ratio", "wording", "beside E2.6", "The log ratio of the expected compression ratios of n texts of a common length.", 2),
        new("distinct-n", "wording", "beside E2.6", "Minus the log ratio of the expected distinct-n of n texts of a common length, n-grams of 1, 3 and 5 words.", 2),
        new("self-repetition", "wording", "beside E2.6", "The difference of the expected self-repetition of n texts of a common length, in nats.", 2),
    ];
}
