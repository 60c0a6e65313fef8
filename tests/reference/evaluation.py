#!/usr/bin/python3
"""References of evaluation measures, made by scikit-learn and NumPy, for EvaluationReferenceTests.

    /usr/bin/python3 tests/reference/evaluation.py > tests/reference/evaluation.json

Three sets of predictions of scikit-learn's own datasets, rounded so that scores are tied: two classes with weights of 0 among the weights, three
classes with weights, and ten classes of which one has no examples (and one is never predicted)."""

import json
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")


def report(labels, predictions, weights):
    present = sorted(set(labels[weights > 0]) | set(predictions[weights > 0]))
    arguments = dict(labels=present, sample_weight=weights, zero_division=0)
    values = metrics.precision_recall_fscore_support(labels, predictions, **arguments)
    result = {"classes": present, "perClass": [list(column) for column in zip(*values)]}
    for average in ("macro", "micro", "weighted"):
        result[average] = metrics.precision_recall_fscore_support(labels, predictions, average=average, **arguments)[:3]
    result["accuracy"] = metrics.accuracy_score(labels, predictions, sample_weight=weights)
    result["balancedAccuracy"] = metrics.balanced_accuracy_score(labels, predictions, sample_weight=weights)
    return result


def curves(is_positive, scores, weights):
    fpr, tpr, thresholds = metrics.roc_curve(is_positive, scores, sample_weight=weights)
    precision, recall, cuts = metrics.precision_recall_curve(is_positive, scores, sample_weight=weights)
    return {
        "roc": [list(point) for point in zip(fpr[1:], tpr[1:], thresholds[1:])],
        "rocArea": metrics.roc_auc_score(is_positive, scores, sample_weight=weights),
        "precisionRecall": [list(point) for point in zip(recall[:-1], precision[:-1], cuts)][::-1],
        "precisionRecallArea": metrics.auc(recall, precision),
        "averagePrecision": metrics.average_precision_score(is_positive, scores, sample_weight=weights),
    }


def brier(labels, probabilities, weights):
    return np.average(((probabilities - np.eye(probabilities.shape[1])[labels]) ** 2).sum(axis=1), weights=weights)


def bins(is_positive, probabilities, count, strategy):
    return [list(pair) for pair in zip(*calibration_curve(is_positive, probabilities, n_bins=count, strategy=strategy)[::-1])]


def cancer():
    data = load_breast_cancer()
    x, y = data.data[:, [0, 1]], data.target
    model = LogisticRegression(C=0.1).fit((x - x.mean(axis=0)) / x.std(axis=0), y)
    rows = np.arange(0, 569, 5)
    probabilities = np.round(model.predict_proba((x - x.mean(axis=0)) / x.std(axis=0))[rows, 1], 1)
    labels, weights, ones = y[rows], np.arange(len(rows)) % 4 * 0.5, np.ones(len(rows))
    return {
        "labels": labels, "probabilities": probabilities, "weights": weights,
        "report": report(labels, (probabilities > 0.5).astype(int), weights),
        "unweighted": curves(labels, probabilities, ones),
        "weighted": curves(labels, probabilities, weights),
        "logLoss": metrics.log_loss(labels, probabilities, sample_weight=weights, eps=np.finfo(float).eps),
        "brierScore": metrics.brier_score_loss(labels, probabilities, sample_weight=weights),
        "uniformBins": bins(labels, probabilities, 10, "uniform"),
        "quantileBins": bins(labels, probabilities, 4, "quantile"),
    }


def iris():
    data = load_iris()
    probabilities = np.round(LogisticRegression(C=0.05).fit(data.data, data.target).predict_proba(data.data)[:, :2], 1)
    probabilities = np.column_stack([probabilities, np.maximum(0.0, np.round(1.0 - probabilities.sum(axis=1), 1))])
    probabilities = (probabilities / probabilities.sum(axis=1, keepdims=True))[::2]
    labels, weights = data.target[::2], 0.5 + np.arange(75) % 4 * 0.75
    areas = dict(sample_weight=weights, multi_class="ovr")
    binary = np.eye(3)[labels]
    return {
        "labels": labels, "probabilities": probabilities.ravel(), "weights": weights,
        "report": report(labels, probabilities.argmax(axis=1), weights),
        "rocAreas": [metrics.roc_auc_score(binary[:, c], probabilities[:, c], sample_weight=weights) for c in range(3)],
        "rocMacro": metrics.roc_auc_score(labels, probabilities, average="macro", **areas),
        "rocWeighted": metrics.roc_auc_score(labels, probabilities, average="weighted", **areas),
        "averagePrecisions": [metrics.average_precision_score(binary[:, c], probabilities[:, c], sample_weight=weights) for c in range(3)],
        "averagePrecisionMacro": metrics.average_precision_score(binary, probabilities, average="macro", sample_weight=weights),
        "averagePrecisionWeighted": metrics.average_precision_score(binary, probabilities, average="weighted", sample_weight=weights),
        "logLoss": metrics.log_loss(labels, probabilities, sample_weight=weights, eps=np.finfo(float).eps),
        "brierScore": brier(labels, probabilities, weights),
        "topTwo": metrics.top_k_accuracy_score(labels, probabilities, k=2, sample_weight=weights, labels=range(3)),
        "confidenceBins": bins(probabilities.argmax(axis=1) == labels, probabilities.max(axis=1), 5, "uniform"),
    }


def digits():
    data = load_digits()
    x, y = data.data / 16.0, data.target
    model = LogisticRegression(C=0.01, max_iter=200).fit(x[1000:], y[1000:])
    rows = np.flatnonzero((y[:120] != 7) & (np.arange(120) != 60))
    scores = np.round(2.0 * model.decision_function(x[rows]))
    scores[:, 8] -= 9.0
    labels, ones = y[rows], np.ones(len(rows))
    return {
        "labels": labels, "scores": scores.ravel(),
        "report": report(labels, scores.argmax(axis=1), ones),
        "topK": [metrics.top_k_accuracy_score(labels, scores, k=k, labels=range(10)) for k in (1, 2, 3, 5)],
        "argmaxAccuracy": np.mean(scores.argmax(axis=1) == labels),
    }


def bootstrap():
    """The formula of BCa with SciPy's normal distribution, on given resamples."""
    random = np.random.default_rng(5)
    resampled = np.sort(np.round(random.gamma(4.0, 0.2, 400), 3))
    estimate, jackknife, confidence = 0.75, np.round(random.gamma(3.0, 0.1, 30), 4), 0.9
    share = ((resampled < estimate).sum() + (resampled <= estimate).sum()) / (2 * len(resampled))
    bias = stats.norm.ppf(share)
    difference = jackknife.mean() - jackknife
    acceleration = (difference ** 3).sum() / (6 * (difference ** 2).sum() ** 1.5)
    ends = []
    for z in (stats.norm.ppf((1 - confidence) / 2), stats.norm.ppf((1 + confidence) / 2)):
        ends.append(np.percentile(resampled, 100 * stats.norm.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))))
    points = [-6.0, -3.0, -1.0, -0.1, 0.0, 0.5, 1.96, 4.0, 7.0]
    shares = [1e-10, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999]
    return {
        "resampled": resampled, "estimate": estimate, "jackknife": jackknife, "confidence": confidence, "ends": ends,
        "percentile": np.percentile(resampled, [5, 95]),
        "cumulative": [[x, stats.norm.cdf(x)] for x in points], "quantiles": [[p, stats.norm.ppf(p)] for p in shares],
    }


def plain(value):
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else list(value)


print(json.dumps({"cancer": cancer(), "iris": iris(), "digits": digits(), "bootstrap": bootstrap()}, default=plain, indent=1)
      .replace("\n    ", " ").replace("\n   ", " "))
