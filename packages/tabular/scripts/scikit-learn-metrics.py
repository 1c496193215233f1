"""Draws predictions and writes what scikit-learn measures of them: test/scikit-learn-metrics.json.

    python3 packages/tabular/scripts/scikit-learn-metrics.py
    npx biome format --write packages/tabular/test/scikit-learn-metrics.json

Probabilities are sixty-fourths and weights quarters, so that both sides read the same numbers. What scikit-learn replaces by
0 or 1, or refuses, because it is 0 / 0, is null here.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(2026)


def number(value):
    return None if np.isnan(value) else float(value)


def drawn_weights(rows, kind):
    """None, or weights of which some are 0 and at least one is not."""
    if kind == 0:
        return None
    weights = random.integers(0, 13, rows) / 4
    if kind == 2:
        weights[random.random(rows) < 0.5] = 0
    weights[random.integers(rows)] = 1
    return weights


def listed(weights):
    return None if weights is None else weights.tolist()


def area(truth, scores, weights):
    of = np.ones(len(truth)) if weights is None else weights
    if of[truth].sum() == 0 or of[~truth].sum() == 0:
        return None
    return number(metrics.roc_auc_score(truth, scores, sample_weight=weights))


def binary(rows, kind):
    weights = drawn_weights(rows, kind)
    truth = random.random(rows) < random.choice([0, 0.3, 0.5, 0.5, 0.7, 1])
    steps = random.choice([4, 16, 64])  # few steps are many ties
    scores = random.integers(1, steps, rows) / steps
    predicted = scores >= 0.5
    given = {"sample_weight": weights}
    tn, fp, fn, tp = metrics.confusion_matrix(truth, predicted, labels=[False, True], **given).ravel()
    return {
        "truth": truth.astype(int).tolist(),
        "T": scores.tolist(),
        "weights": listed(weights),
        "metrics": {
            "cost": metrics.log_loss(truth, scores, labels=[False, True], **given),
            "accuracy": metrics.accuracy_score(truth, predicted, **given),
            "rocAuc": area(truth, scores, weights),
            "prAuc": metrics.average_precision_score(truth, scores, **given) if tp + fn > 0 else None,
            "brier": metrics.brier_score_loss(truth, scores, pos_label=True, **given),
            "precision": metrics.precision_score(truth, predicted, **given) if tp + fp > 0 else None,
            "recall": metrics.recall_score(truth, predicted, **given) if tp + fn > 0 else None,
            "f1": metrics.f1_score(truth, predicted, **given) if 2 * tp + fp + fn > 0 else None,
            "confusion": dict(zip(["tp", "fp", "fn", "tn"], map(float, [tp, fp, fn, tn]))),
        },
    }


def multiclass(rows, kind):
    weights = drawn_weights(rows, kind)
    classes = int(random.integers(3, 5))
    truth = random.integers(0, random.choice([1, classes, classes, classes]), rows)
    parts = np.stack([1 + random.multinomial(64 - classes, np.ones(classes) / classes) for _ in range(rows)])
    T = parts / 64
    predicted = T.argmax(axis=1)
    of = np.ones(rows) if weights is None else weights
    there = [k for k in range(classes) if of[(truth == k) | (predicted == k)].sum() > 0]
    areas = [area(truth == k, T[:, k], weights) for k in range(classes)]
    given = {"sample_weight": weights}
    every = list(range(classes))
    return {
        "truth": truth.tolist(),
        "T": T.ravel().tolist(),
        "weights": listed(weights),
        "classes": classes,
        "metrics": {
            "cost": metrics.log_loss(truth, T, labels=every, **given),
            "accuracy": metrics.accuracy_score(truth, predicted, **given),
            "macroF1": metrics.f1_score(truth, predicted, labels=there, average="macro", **given),
            "macroRocAuc": None if None in areas else float(np.mean(areas)),
            "confusion": metrics.confusion_matrix(truth, predicted, labels=every, **given).tolist(),
        },
    }


def regression(rows, kind):
    weights = drawn_weights(rows, kind)
    scale = random.choice([1e-6, 1, 1e6])
    truth = np.round(random.normal(3, 1, rows), 3) * scale
    T = truth + np.round(random.normal(0, 0.5, rows), 3) * scale
    counted = np.full(rows, True) if weights is None else weights > 0
    if random.random() < 0.3:
        truth[counted] = 0.1 * scale  # constant, but for rows that do not count
    varies = len(set(truth[counted])) > 1
    given = {"sample_weight": weights}
    squares = metrics.mean_squared_error(truth, T, **given)
    return {
        "truth": truth.tolist(),
        "T": T.tolist(),
        "weights": listed(weights),
        "metrics": {
            "cost": squares / 2,
            "r2": metrics.r2_score(truth, T, **given) if varies else None,
            "mae": metrics.mean_absolute_error(truth, T, **given),
            "rmse": np.sqrt(squares),
        },
    }


tasks = {"binary": binary, "multiclass": multiclass, "regression": regression}
cases = {
    task: [draw(int(random.choice([1, 4, 12, 12, 20, 20])), index % 3) for index in range(40)]
    for task, draw in tasks.items()
}
path = Path(__file__).parent.parent / "test" / "scikit-learn-metrics.json"
lines = ",\n".join(
    f'"{task}": [\n' + ",\n".join(json.dumps(case) for case in of) + "\n]" for task, of in cases.items()
)
path.write_text(f'{{\n"scikitLearn": "{sklearn.__version__}",\n{lines}\n}}\n')
