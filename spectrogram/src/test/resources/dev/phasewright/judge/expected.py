"""Makes expected.json: python3 expected.py > expected.json (numpy 1.24.2, scipy 1.10.1).

The measures are written here from their papers' definitions, naively; the data come from a small
linear congruential generator that FormulaData.java repeats to the bit.
"""
import json
import numpy as np
import scipy.linalg
from scipy.spatial.distance import cdist


class Lcg:
    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32

    def bell(self):
        return self.uniform() + self.uniform() + self.uniform() + self.uniform() - 2.0


def features(seed, items, width, shift, spread):
    """Correlated: each feature leans on the one before it."""
    lcg = Lcg(seed)
    out = np.zeros((items, width), np.float32)
    for i in range(items):
        before = 0.0
        for f in range(width):
            before = 0.5 * before + spread * lcg.bell() + shift
            out[i, f] = np.float32(before)
    return out


def probabilities(seed, items, classes):
    lcg = Lcg(seed)
    out = np.zeros((items, classes), np.float32)
    for i in range(items):
        raw = [0.0] * classes
        for c in range(classes):
            u = lcg.uniform()
            u2 = u * u
            raw[c] = u2 * u2
        total = 0.0
        for c in range(classes):
            total += raw[c]
        for c in range(classes):
            out[i, c] = np.float32(raw[c] / total)
    return out


def inception_score(p):
    p = p.astype(np.float64)
    q = p.mean(axis=0, keepdims=True)
    return float(np.exp((p * (np.log(p) - np.log(q))).sum(axis=1).mean()))


def frechet(a, b):
    a, b = a.astype(np.float64), b.astype(np.float64)
    sa, sb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(sa @ sb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(sa + sb - 2 * root.real))


def frechet_few(a, b):
    """For singular covariances, where sqrtm loses half its digits: tr (Sa Sb)^(1/2) is the sum of the
    singular values of A B^T, A and B the centred sets over sqrt(n - 1)."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    ca = (a - a.mean(0)) / np.sqrt(len(a) - 1)
    cb = (b - b.mean(0)) / np.sqrt(len(b) - 1)
    cross = scipy.linalg.svdvals(ca @ cb.T).sum()
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + (ca ** 2).sum() + (cb ** 2).sum() - 2 * cross)


def distances(a, b):
    return cdist(a.astype(np.float64), b.astype(np.float64))


def radii(items, k):
    d = distances(items, items)
    np.fill_diagonal(d, np.inf)
    return np.sort(d, axis=1)[:, k - 1]


def precision_recall(real, generated, k):
    d = distances(real, generated)
    precision = (d <= radii(real, k)[:, None]).any(axis=0).mean()
    recall = (d <= radii(generated, k)[None, :]).any(axis=1).mean()
    return [float(precision), float(recall)]


def density_coverage(real, generated, k):
    d = distances(real, generated)
    inside = d < radii(real, k)[:, None]
    return [float(inside.sum() / (k * len(generated))), float(inside.any(axis=1).mean())]


def kernel_distance(a, b):
    """MMD² by the unbiased estimate of Gretton et al. 2012, lemma 6."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    kernel = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    without_self = lambda k: (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))
    return float(without_self(kernel(a, a)) + without_self(kernel(b, b)) - 2 * kernel(a, b).mean())


def kernel_distance_of_groups(a, b, groups):
    """The same without pairs of one group, clip i of each set being of group i modulo their number."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    kernel = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    apart = lambda n: np.arange(n)[:, None] % groups != np.arange(n)[None, :] % groups
    return float(kernel(a, a)[apart(len(a))].mean() + kernel(b, b)[apart(len(b))].mean() - 2 * kernel(a, b).mean())


real = features(1, 300, 16, 0.0, 1.0)
near = features(2, 260, 16, 0.03, 0.9)
far = features(3, 200, 16, 0.5, 0.4)
few_a = features(4, 9, 16, 0.0, 1.0)
few_b = features(5, 12, 16, 0.1, 0.8)
p = probabilities(6, 500, 10)
parts = [inception_score(p[i * 500 // 10:(i + 1) * 500 // 10]) for i in range(10)]
train = features(7, 700, 600, 0.0, 1.0)
queries = features(8, 40, 600, 0.02, 0.8)
to_train = distances(queries, train)
generated = to_train.min(axis=1)
test = distances(features(9, 37, 600, 0.0, 0.81), train).min(axis=1)

print(json.dumps({
    "inceptionScore": inception_score(p),
    "inceptionScoreOfTenParts": [float(np.mean(parts)), float(np.std(parts))],
    "frechetNear": frechet(real, near),
    "frechetFar": frechet(real, far),
    "frechetFew": frechet_few(few_a, few_b),
    "frechetNearOtherRoute": frechet_few(real, near),
    "kernelNear": kernel_distance(real, near),
    "kernelFar": kernel_distance(real, far),
    "kernelNearOfGroups": kernel_distance_of_groups(real, near, 7),
    "precisionRecallNear": precision_recall(real, near, 3),
    "precisionRecallFar": precision_recall(real, far, 3),
    "densityCoverageNear": density_coverage(real, near, 5),
    "densityCoverageFar": density_coverage(real, far, 5),
    "nearestIndices": to_train.argmin(axis=1).tolist(),
    "nearestDistances": generated.tolist(),
    "shareBelowFirstPercentile": float((generated < np.percentile(test, 1)).mean()),
    "shareOfTestBelowFirstPercentileOfGenerated": float((test < np.percentile(generated, 1)).mean()),
}, indent=1))
