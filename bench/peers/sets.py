"""Set-level figures as a good user of numpy, SciPy, scikit-learn and NLTK computes them. Usage: sets.py DATA.json; prints a line of JSON a figure."""
import json, sys, time
import numpy as np

data = json.load(open(sys.argv[1]))
texts = data["texts"]
vectors = np.array(data["vectors"])
units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
half = units[: len(units) // 2]


def measure(task, library, compute, runs=5):
    value = compute()
    seconds = processor = float("inf")
    for _ in range(runs):
        cpu, start = time.process_time(), time.perf_counter()
        compute()
        seconds, processor = min(seconds, time.perf_counter() - start), min(processor, time.process_time() - cpu)
    print(json.dumps({"task": task, "library": library, "seconds": seconds, "cpuSeconds": processor, "value": float(value)}), flush=True)


def self_bleu():
    from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
    smoothing = SmoothingFunction().method1
    return np.mean([sentence_bleu(texts[:i] + texts[i + 1:], text, smoothing_function=smoothing) for i, text in enumerate(texts)])


def vendi(kernel):
    eigenvalues = np.linalg.eigvalsh(kernel / len(kernel))
    eigenvalues = eigenvalues[eigenvalues > 1e-12 * eigenvalues[-1]]
    return np.exp(-np.sum(eigenvalues * np.log(eigenvalues)))


def vendi_without_each():
    kernel = half @ half.T
    keep = np.ones(len(kernel), bool)
    scores = []
    for i in range(len(kernel)):
        keep[i] = False
        scores.append(vendi(kernel[np.ix_(keep, keep)]))
        keep[i] = True
    return np.mean(scores)


def studentised(kernel, base, n, m):
    """Difference of mean pairwise dissimilarity over its jackknife error of many labellings; base: [labellings, samples], 1 or 0."""
    np.fill_diagonal(kernel, 0)

    def arm(labels, k):
        sums = (labels @ kernel) * labels
        total = sums.sum(axis=1)
        without = np.where(labels > 0, 1 - (total[:, None] - 2 * sums) / ((k - 1) * (k - 2)), 0)
        mean = without.sum(axis=1) / k
        variance = (k - 1) / k * (((without - mean[:, None]) * labels) ** 2).sum(axis=1)
        return 1 - total / (k * (k - 1)), variance

    (a, va), (b, vb) = arm(base, n), arm(1 - base, m)
    return (a - b) / np.sqrt(va + vb)


def permutation_numpy(permutations=9999, batch=500):
    n = len(half)
    m = len(units) - n
    kernel = units @ units.T
    observed = studentised(kernel, np.r_[np.ones(n), np.zeros(m)][None], n, m)[0]
    random = np.random.default_rng(1)
    extreme = 0
    for start in range(0, permutations, batch):
        size = min(batch, permutations - start)
        base = np.zeros((size, n + m))
        np.put_along_axis(base, np.argsort(random.random((size, n + m)), axis=1)[:, :n], 1, axis=1)
        extreme += np.count_nonzero(studentised(kernel, base, n, m) >= observed - 1e-9)
    return (1 + extreme) / (1 + permutations)


def permutation_scipy(permutations=9999, batch=500):
    from scipy.stats import permutation_test
    n = len(half)
    m = len(units) - n
    kernel = units @ units.T

    def statistic(x, y, axis=-1):
        x = np.atleast_2d(np.moveaxis(np.asarray(x), axis, -1))
        base = np.zeros((len(x), n + m))
        np.put_along_axis(base, x.astype(int), 1, axis=1)
        found = studentised(kernel, base, n, m)
        return found if len(found) > 1 else found[0]

    return permutation_test((np.arange(n), np.arange(n, n + m)), statistic, vectorized=True, n_resamples=permutations, batch=batch,
                            alternative="greater", random_state=1).pvalue


def clusters():
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score
    return max(silhouette_score(half, KMeans(k, n_init=5, random_state=1).fit_predict(half)) for k in range(2, 11))


measure("Vendi score of 200 vectors", "numpy", lambda: vendi(half @ half.T))
measure("Vendi score without each of 200 in turn", "numpy", vendi_without_each, 3)
measure("9,999 studentised relabellings of mean pairwise cosine, 200 + 200", "numpy", permutation_numpy, 3)
measure("9,999 studentised relabellings of mean pairwise cosine, 200 + 200", "SciPy", permutation_scipy, 3)
measure("k-means, k = 2 ... 10, and best silhouette of 200 vectors", "scikit-learn", clusters, 1)
measure("self-BLEU of 200 texts", "NLTK", self_bleu, 1)
