"""Writes the golden values of PublishedCodeGoldenTest by running the published trainers on a small random CLIP.

    python tools/published/golden.py SOFTCPT COOP \
        trainer/src/test/resources/org/softcpt/trainer/method/published

SOFTCPT and COOP are checkouts; versions are in published.py. Every case is run twice, in 32 and in 64 bits; the 32-bit values
are written, and how far they are from the 64-bit ones is printed and written beside them: that is the published code's own
rounding.

clip.safetensors      the text tower, half-precision numbers throughout, by Hugging Face's names; of the token table the rows that
                      occur; image_features [N, D] and labels [N, C]
cases.json            tasks, orders (batches by the tasks trained together), and per case: method, settings, updates per batch, stages
                      with losses, rates by epoch, chosen classes
CASE.safetensors      per stage: start.NAME (half precision), and for some steps gradient.STEP.NAME, value.STEP.NAME (after the step)
                      and logits.STEP [B, C]
"""

import argparse
import json
import pathlib
import platform

import numpy
import published
import torch
from safetensors.torch import save_file

STEPS, STEPS_PER_EPOCH, BATCH, IMAGES = 50, 5, 8, 40
KEPT = {"logits": (1, 10, 50), "gradient": (1, 50), "value": (10, 50)}
WIDTH, HEADS, LAYERS, EMBED, POSITIONS, VOCABULARY = 16, 2, 3, 8, 77, 49408
TASKS = [
    {"name": "kind_of grocery", "classes": ["red_apple", "kiwi", "Blood Orange", "semi-skimmed milk"]},
    {"name": "flower classification", "classes": ["osteospermum", "bird of paradise"]},
    {"name": "state of the road", "classes": ["wet", "dry", "covered with snow"]},
]
BASE = {"context_length": "4", "task_context_length": "2", "epochs": "10", "momentum": "0.9",
        "weight_decay": "5e-4", "warm_up_epochs": "1", "warm_up_rate": "1e-5", "learning_rate": "0.002"}
WITH_CLASS_FEATURES = {"class_context_length": "3"}
ALONE, AS_RUN = False, True  # optimiser stepped once a batch, or as often as the published trainer does
CASES = [
    ("nata", AS_RUN, "softcpt-nata", {}),
    ("nats", AS_RUN, "softcpt-nats", {"learning_rate": "0.004"}),
    ("cata", AS_RUN, "softcpt-cata", WITH_CLASS_FEATURES | {"learning_rate": "0.004"}),
    ("csta", AS_RUN, "softcpt-csta", WITH_CLASS_FEATURES | {"learning_rate": "0.004"}),
    ("cats", AS_RUN, "softcpt-cats", WITH_CLASS_FEATURES | {"learning_rate": "0.004"}),
    ("csts", AS_RUN, "softcpt-csts", WITH_CLASS_FEATURES | {"learning_rate": "0.001"}),
    ("nata-once", ALONE, "softcpt-nata", {"learning_rate": "0.01"}),
    ("nats-middle", ALONE, "softcpt-nats", {"learning_rate": "0.01", "placement": "middle", "task_placement": "front"}),
    ("cata-linmean", ALONE, "softcpt-cata", WITH_CLASS_FEATURES | {
        "learning_rate": "0.01", "sub_network": "linmean", "class_placement": "middle"}),
    ("csta-lincls", ALONE, "softcpt-csta", WITH_CLASS_FEATURES | {
        "learning_rate": "0.01", "sub_network": "lincls", "placement": "front"}),
    ("cats-sampled", ALONE, "softcpt-cats", WITH_CLASS_FEATURES | {"learning_rate": "0.01", "class_sampling": "0.1"}),
    ("csts-frozen", ALONE, "softcpt-csts", WITH_CLASS_FEATURES | {
        "learning_rate": "0.01", "freeze_class_context": "true", "task_placement": "middle", "class_placement": "front"}),
    ("coop-ca", AS_RUN, "coop-ca", {"learning_rate": "0.004"}),
    ("coop-cs", AS_RUN, "coop-cs", {"learning_rate": "0.004", "placement": "middle"}),
    ("coop-mt", AS_RUN, "coop-mt", {"learning_rate": "0.004", "placement": "front"}),
]


def half(*shape, deviation=1.0, mean=0.0):
    """Random numbers that half precision holds exactly."""
    return (mean + deviation * torch.randn(*shape)).half().float()


def text_tower():
    tensors = {
        "text_model.embeddings.token_embedding.weight": half(VOCABULARY, WIDTH, deviation=0.1),
        "text_model.embeddings.position_embedding.weight": half(POSITIONS, WIDTH, deviation=0.05),
    }
    for layer in range(LAYERS):
        block = f"text_model.encoder.layers.{layer}."
        for name, outputs, inputs in [("self_attn.q_proj", 1, 1), ("self_attn.k_proj", 1, 1), ("self_attn.v_proj", 1, 1),
                                      ("self_attn.out_proj", 1, 1), ("mlp.fc1", 4, 1), ("mlp.fc2", 1, 4)]:
            shape = (outputs * WIDTH, inputs * WIDTH)
            tensors[block + name + ".weight"] = half(*shape, deviation=(inputs * WIDTH) ** -0.5)
            tensors[block + name + ".bias"] = half(outputs * WIDTH, deviation=0.1)
        for name in ("layer_norm1", "layer_norm2"):
            tensors.update(norm(block + name))
    tensors.update(norm("text_model.final_layer_norm"))
    tensors["text_projection.weight"] = half(EMBED, WIDTH, deviation=WIDTH ** -0.5)
    tensors["logit_scale"] = torch.tensor(3.0)  # a factor of 20
    return tensors


def norm(name):
    return {name + ".weight": half(WIDTH, deviation=0.1, mean=1.0), name + ".bias": half(WIDTH, deviation=0.1)}


def samples():
    """Features around a centre of their class, and label vectors; every fourth image has labels in two tasks."""
    counts = [len(task["classes"]) for task in TASKS]
    starts = [sum(counts[:t]) for t in range(len(counts))]
    centres = torch.randn(sum(counts), EMBED)
    features, labels = torch.zeros(IMAGES, EMBED), torch.full((IMAGES, sum(counts)), -1)
    for image in range(IMAGES):
        tasks = [image % 3, (image + 1) % 3] if image % 4 == 0 else [image % 3]
        for task in tasks:
            label = torch.randint(counts[task], ()).item()
            labels[image, starts[task]:starts[task] + counts[task]] = 0
            labels[image, starts[task] + label] = 1
            features[image] += centres[starts[task] + label]
    return (features + 0.3 * torch.randn(IMAGES, EMBED)).half().float(), labels, starts


def stages(method, labels, starts):
    """Number of the tasks, and the columns of the labels, that are trained together."""
    if method not in ("coop-ca", "coop-cs"):
        return [(list(range(len(TASKS))), list(range(labels.shape[1])))]
    ends = starts[1:] + [labels.shape[1]]
    return [([t], list(range(starts[t], ends[t]))) for t in range(len(TASKS))]


def order(images):
    return [[images[i] for i in torch.randperm(len(images))[:BATCH].tolist()] for _ in range(STEPS)]


class Case:
    """One method with its settings, run on a list of batches in one precision."""

    def __init__(self, code, repeats, method, settings, tower, seed):
        self.code, self.repeats, self.method, self.settings = code, repeats, method, settings
        self.tower, self.seed = tower, seed

    def run(self, tasks, features, labels, batches, start):
        torch.manual_seed(self.seed)  # decides the classes that are sampled
        training = published.Training(self.code, self.method, self.settings, tasks, self.tower, HEADS, STEPS_PER_EPOCH,
                                      self.repeats)
        if start is None:
            start = {n: half(*p.shape, deviation=0.1) for n, p in training.parameters.items()}
        training.assign(start)
        torch.manual_seed(self.seed)
        record, tensors = {"losses": [], "rates": [], "chosen": []}, {}
        for step, batch in enumerate(batches, 1):
            result = training.step(features[batch], labels[batch])
            record["losses"].append(result["loss"])
            record["rates"].append(result["rate"])
            record["chosen"].append(result["selected"])
            if step in KEPT["logits"]:
                tensors[f"logits.{step}"] = result["logits"]
            for name, gradient in result["gradients"].items():
                if step in KEPT["gradient"]:
                    tensors[f"gradient.{step}.{name}"] = gradient
                if step in KEPT["value"] and (step == STEPS or name != "sub_network"):  # the largest, at the end only
                    tensors[f"value.{step}.{name}"] = training.parameters[name].detach().clone()
        return training.updates, start, record, tensors


def deviation(found, expected):
    return ((found.double() - expected.double()).abs().max() / expected.double().abs().max().clamp_min(1e-30)).item()


def rounding(single, double, chosen):
    worst = {}
    for name, value in single.items():
        kind = name.split(".")[0]
        if kind == "logits" and chosen[int(name.split(".")[1]) - 1] is not None:
            columns = chosen[int(name.split(".")[1]) - 1]
            error = deviation(value[:, columns], double[name][:, columns])
        else:
            error = deviation(value, double[name])
        worst[kind] = max(worst.get(kind, 0), error)
    return worst


def compact(record):
    """Losses with the digits that 32 bits have, one rate an epoch, chosen classes where there are any."""
    assert all(len(set(record["rates"][i:i + STEPS_PER_EPOCH])) == 1 for i in range(0, STEPS, STEPS_PER_EPOCH))
    short = {"losses": [float(str(numpy.float32(loss))) for loss in record["losses"]],
             "rates": record["rates"][::STEPS_PER_EPOCH]}
    return short if record["chosen"][0] is None else short | {"chosen": record["chosen"]}


def used_tokens(code):
    tokenizer = code.module("mtcoop")._tokenizer
    names = [task["name"] for task in TASKS] + [name for task in TASKS for name in task["classes"]]
    texts = [name.replace("_", " ") for name in names]
    rows = {token for text in texts for end in ("", ".") for token in tokenizer.encode(text + end)}
    return sorted(rows | {tokenizer.encoder["<|startoftext|>"], tokenizer.encoder["<|endoftext|>"]})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("softcpt")
    parser.add_argument("coop")
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20261124)
    tower = text_tower()
    features, labels, starts = samples()
    codes = {double: published.Code(arguments.softcpt, arguments.coop, double) for double in (False, True)}
    write_clip(arguments.out, codes[False], tower, features, labels)
    cases, orders = [], {}
    for number, (name, repeats, method, changes) in enumerate(CASES):
        cases.append({"name": name, "method": method, "settings": BASE | changes, "stages": []})
        written, worst = {}, {}
        for tasks, columns in stages(method, labels, starts):
            key = " ".join(map(str, tasks))
            images = [i for i in range(IMAGES) if (labels[i, columns] != -1).any()]
            batches = orders.setdefault(key, order(images))
            start, runs = None, {}
            for double, code in codes.items():
                case = Case(code, repeats, method, cases[-1]["settings"], tower, number)
                updates, start, record, tensors = case.run([TASKS[t] for t in tasks], features, labels[:, columns], batches,
                                                           start)
                runs[double] = (record, tensors)
            record, tensors = runs[False]
            errors = rounding(tensors, runs[True][1], record["chosen"])
            losses = [torch.tensor(runs[double][0]["losses"]) for double in (False, True)]
            errors["loss"] = deviation(*losses)
            worst = {k: max(worst.get(k, 0), v) for k, v in errors.items()}
            cases[-1]["stages"].append({"tasks": tasks, "order": key, **compact(record)})
            prefix = f"{len(cases[-1]['stages']) - 1}."
            written |= {prefix + "start." + n: v.half() for n, v in start.items()}
            written |= {prefix + n: v.float().contiguous() for n, v in tensors.items()}
            moved = {n: deviation(tensors[f"value.50.{n}"], v) for n, v in start.items() if f"value.50.{n}" in tensors}
            print(f"{name:13} loss {record['losses'][0]:.4f} -> {record['losses'][-1]:.4f}, moved "
                  + ", ".join(f"{n} {v:.2g}" for n, v in moved.items()), flush=True)
        cases[-1]["updates"] = updates
        cases[-1]["published_rounding"] = {k: float(f"{v:.1e}") for k, v in sorted(worst.items())}
        print(f"{name:13} from 64 bits: {cases[-1]['published_rounding']}", flush=True)
        save(written, arguments.out / f"{name}.safetensors")
    head = {
        "made_with": f"torch {torch.__version__}, Python {platform.python_version()}, tools/published/golden.py",
        "steps_per_epoch": STEPS_PER_EPOCH,
        "heads": HEADS,
        "tasks": TASKS,
        "orders": orders,
        "cases": cases,
    }
    (arguments.out / "cases.json").write_text(json.dumps(head, separators=(",", ":")))


def write_clip(folder, code, tower, features, labels):
    rows = used_tokens(code)
    tensors = {n: t.half().contiguous() for n, t in tower.items()}
    table = "text_model.embeddings.token_embedding.weight"
    tensors[table] = tensors[table][rows].contiguous()
    tensors["token_rows"] = torch.tensor(rows)
    tensors["image_features"] = features.half()
    tensors["labels"] = labels.to(torch.int32)
    save(tensors, folder / "clip.safetensors")


def save(tensors, file):
    save_file(tensors, file, metadata={"torch": torch.__version__})
    file.chmod(0o644)


if __name__ == "__main__":
    main()
