"""Fits a run's linear probes again with scikit-learn and compares: C, test answers, probabilities.

Ran with Python 3.11, scikit-learn 1.9.1, numpy 2.x, safetensors 0.8:
    python tools/check_linear_probe.py RUN CACHE

RUN is of method linear-probe, CACHE what it was trained on, with the drawing by rank that is the
default. Everything is done anew from the cache's features: the draw, the published search for C
(seven powers of ten, eight steps of halving), scikit-learn's fits as CoOp's comparison runs them.
"""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from sklearn.linear_model import LogisticRegression

POWERS = [6, 4, 2, 0, -2, -4, -6]


def read_cache(folder):
    lines = (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    shards = sorted((folder / "shards").glob("*.safetensors"))
    features = np.concatenate([load_file(shard)["features"][:, 0] for shard in shards])
    return [json.loads(line) for line in lines], features.astype(np.float64)


def draw(samples, seed, task, name, shots):
    """Rows for training and validation of one class."""

    def ranked(split):
        chosen = [s for s in samples if s["split"] == split and s["labels"].get(task) == name]
        key = lambda s: hashlib.sha256(f"{seed}\n{task}\n{name}\n{s['path']}".encode()).hexdigest()
        return [s["row"] for s in sorted(chosen, key=key)]

    candidates, held = ranked("train"), ranked("val")
    unseen = held or candidates[shots:][::-1]
    return candidates[:shots], unseen[: min(shots, 4)]


def searched(score):
    peak = POWERS[int(np.argmax([score(power) for power in POWERS]))]
    left, right = peak - 1.0, peak + 1.0
    for _ in range(8):
        if score(left) < score(right):
            best, left = right, (left + right) / 2
        else:
            best, right = left, (left + right) / 2
    return best


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def check(task, settings, samples, features, fit, parameters):
    train, validation, test = [], [], []
    for label, definition in enumerate(task["classes"]):
        name = definition["id"]
        drawn, unseen = draw(samples, settings["seed"], task["id"], name, settings["shots"])
        train += [(row, label) for row in drawn]
        validation += [(row, label) for row in unseen]
        chosen = [s for s in samples if s["split"] == "test" and s["labels"].get(task["id"]) == name]
        test += [(s["row"], label) for s in chosen]
    rows = lambda pairs: features[[row for row, _ in sorted(pairs)]]
    labels = lambda pairs: np.array([label for _, label in sorted(pairs)])
    models = {}

    def model(power):
        if power not in models:
            solver = LogisticRegression(solver="lbfgs", C=10.0**power, max_iter=1000)
            models[power] = solver.fit(rows(train), labels(train))
        return models[power]

    power = 0.0
    if validation:
        power = searched(lambda p: np.mean(model(p).predict(rows(validation)) == labels(validation)))
    theirs = model(power)
    weight, bias = parameters[task["id"] + "/weight"], parameters[task["id"] + "/bias"]
    ours = rows(test) @ weight.T.astype(np.float64) + bias
    same = np.mean(theirs.predict(rows(test)) == ours.argmax(axis=1))
    difference = np.abs(theirs.predict_proba(rows(test)) - softmax(ours)).max()
    print(
        f"{task['id']}: log10 C {np.log10(fit[task['id']]['C']):.6f}, scikit-learn's {power:.6f}; "
        f"{len(test)} test images, {100 * same:.2f} % answered alike, "
        f"probabilities differ by at most {difference:.1e}"
    )


def main():
    warnings.simplefilter("ignore")  # scikit-learn's about iterations that ran out
    run, cache = Path(sys.argv[1]), Path(sys.argv[2])
    config = json.loads((run / "config.json").read_text(encoding="utf-8"))
    fit = json.loads((run / "fit.json").read_text(encoding="utf-8"))
    parameters = load_file(run / "parameters.safetensors")
    samples, features = read_cache(cache)
    for task in config["tasks"]:
        check(task, config["settings"], samples, features, fit, parameters)


if __name__ == "__main__":
    main()
