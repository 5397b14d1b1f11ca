"""Repeats a traced run with the published trainers and prints how far apart the two are.

    python tools/published/follow_trace.py RUN WEIGHTS SOFTCPT [--coop COOP] [--double]

RUN is a run folder of `softcpt train --trace N`; WEIGHTS a Hugging Face folder of the CLIP the model was exported from, or a
safetensors file by the same names. The published trainer starts from the first traced step's parameters and then goes its own
way: from the trace it gets batches only. Of runs that train each task on its own, the first task's steps are followed.
Versions are in published.py. Prints one row of a table; with --double two more: ours from the published code in 64 bits, and
the published code in 32 bits from itself in 64.

Exits with 1 if a deviation is above 1e-4 or a learning rate is another number in 32 bits.
"""

import argparse
import csv
import json
import pathlib
import sys

import numpy
import published
import torch
from safetensors import safe_open

LIMIT = 1e-4
TOKENS = "text_model.embeddings.token_embedding.weight"


def read(file):
    with safe_open(file, "pt") as tensors:
        return {name: tensors.get_tensor(name) for name in tensors.keys()}


def rows(file):
    with open(file) as opened:
        return list(csv.DictReader(opened))


def weights(path, code):
    """The text tower, and its heads; a folder brings its vocabulary."""
    if path.is_file():
        tensors = read(path)
        return tensors, tensors[TOKENS].shape[1] // 64
    code.merges = path / "merges.txt"
    text = json.loads((path / "config.json").read_text())["text_config"]
    return read(path / "model.safetensors"), text.get("num_attention_heads", 8)


def images(trace):
    """The batch as the published code wants it: an image's pairs are neighbours, in the order of tasks."""
    features, tasks, labels = trace["image_features"], trace["task"], trace["label"]
    owners, places = trace["class_task"], []
    for pair in range(len(tasks)):
        again = pair > 0 and torch.equal(features[pair], features[pair - 1]) and tasks[pair] > tasks[pair - 1]
        places.append(places[-1] if again else len(set(places)))
    count = places[-1] + 1
    if count != trace["images"].item():
        raise SystemExit(f"the pairs look like {count} images, the trace says {trace['images'].item()}")
    vectors = torch.full((count, len(owners)), -1)
    for pair, place in enumerate(places):
        vectors[place, owners == tasks[pair]] = 0
        vectors[place, labels[pair]] = 1
    return features[[places.index(place) for place in range(count)]], vectors, places


def deviation(found, expected):
    """max|a - b| / max|b|, b being the published value."""
    found, expected = found.double(), expected.double()
    return ((found - expected).abs().max() / expected.abs().max().clamp_min(1e-300)).item()


class Following:
    def __init__(self, run, path, code):
        self.folder = run / "trace"
        config = json.loads((run / "config.json").read_text())
        self.settings = {name: str(value).lower() for name, value in config["settings"].items()}
        self.method = self.settings["method"]
        if float(self.settings.get("class_sampling", 0)) > 0:
            raise SystemExit("class_sampling: a trace does not say what was chosen; golden.py covers it")
        tasks = [{"name": t["name"], "classes": [c["name"] for c in t["classes"]]} for t in config["tasks"]]
        self.steps = rows(self.folder / "steps.csv")
        log, stages = rows(run / "losses.csv"), 1
        if self.method in ("coop-ca", "coop-cs"):
            stages, tasks = len(tasks), tasks[:1]
            self.steps = self.steps[:sum(int(row["epoch"]) <= int(self.settings["epochs"]) for row in log)]
        per_epoch = sum(row["epoch"] == "1" for row in log)
        first = self.trace(1)
        tensors, heads = weights(path, code)
        updates = int(self.settings.get("updates", 1))
        self.training = published.Training(code, self.method, self.settings, tasks, tensors, heads, per_epoch, repeats=updates > 1)
        if self.training.updates != updates:
            raise SystemExit(f"updates: the run has {updates}, the published trainer makes {self.training.updates} or 1")
        start = {n: first[n] if n in first else constant(run, n) for n in self.training.parameters}
        self.training.assign(start)
        self.rates_equal = True

    def trace(self, step):
        return read(self.folder / f"step-{step:04d}.safetensors")

    def published_step(self, row):
        """What the published trainer has before a step and makes of it, by the names of the trace."""
        trace = self.trace(int(row["step"]))
        found = {n: p.detach().clone() for n, p in self.training.learned().items()}
        features, labels, places = images(trace)
        result = self.training.step(features, labels)
        found |= {"loss": torch.tensor(result["loss"]), "logits": result["logits"][places]}
        self.rates_equal &= bool(numpy.float32(row["learning_rate"]) == numpy.float32(result["rate"]))
        return found | {"gradient." + n: g for n, g in result["gradients"].items()}

    def all_steps(self):
        return [self.published_step(row) for row in self.steps]

    def ours(self):
        """The trace."""
        return [self.trace(int(row["step"])) | {"loss": torch.tensor(float(row["loss"]))} for row in self.steps]


def constant(run, name):
    """What was drawn and never changes is not in the trace."""
    return read(run / "parameters.safetensors")[name]


KINDS = {"loss": "loss", "logits": "logits", "gradient": "gradients"}


def worst(found, expected):
    """The greatest deviation of each kind over all steps."""
    result = {"loss": 0, "logits": 0, "gradients": 0, "parameters": 0}
    for ours, published_step in zip(found, expected):
        for name, value in published_step.items():
            kind = KINDS.get(name.split(".")[0], "parameters")
            result[kind] = max(result[kind], deviation(ours[name], value))
    return result


def show(method, what, expected, deviations, rates_equal):
    print("| {} | {} | {} | {:.3f} → {:.3f} | {} | {} |".format(
        method, what, len(expected), expected[0]["loss"], expected[-1]["loss"],
        " | ".join(f"{value:.1e}" for value in deviations.values()), "equal" if rates_equal else "DIFFERENT"), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("softcpt")
    parser.add_argument("--coop")
    parser.add_argument("--double", action="store_true")
    arguments = parser.parse_args()

    def follow(double):
        code = published.Code(arguments.softcpt, arguments.coop, double)
        following = Following(arguments.run, arguments.weights, code)
        return following, following.all_steps()

    following, single = follow(False)
    ours = following.ours()
    deviations = worst(ours, single)
    show(following.method, "ours from published", single, deviations, following.rates_equal)
    if arguments.double:
        _, double = follow(True)
        show(following.method, "ours from published in 64 bits", double, worst(ours, double), following.rates_equal)
        show(following.method, "published in 32 bits from 64", double, worst(single, double), True)
    return 0 if max(deviations.values()) < LIMIT and following.rates_equal else 1


if __name__ == "__main__":
    sys.exit(main())
