"""Writes golden values for few-shot draws: CPython's own, and the published code's.

Ran with CPython 3.11.7; random.sample of a list is the same from 3.2 on.

usage: golden_sampling.py SOFTCPT_CHECKOUT DASSL_CHECKOUT OUT
  SOFTCPT_CHECKOUT  of kding1225/softcpt (its Dassl is under dist/)
  DASSL_CHECKOUT    of KaiyangZhou/Dassl.pytorch, which CoOp uses
  OUT               trainer/src/test/resources/org/softcpt/trainer/task

The two methods of Dassl's that draw are taken from the checkouts by name and run as they are; nothing of them is stored.
"""

import ast
import collections
import contextlib
import io
import json
import pathlib
import random
import sys

BASE = "dassl/data/datasets/base_dataset.py"
SPLITS = ("train", "val")


def methods(checkout, owner, *names):
    """The named methods of a class, without importing the module and what it needs."""
    tree = ast.parse(pathlib.Path(checkout, BASE).read_text())
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == owner).body
    chosen = [n for n in body if isinstance(n, ast.FunctionDef) and n.name in names]
    made = ast.Module([ast.ClassDef("Drawer", [], [], chosen, [])], [])
    scope = {"random": random, "defaultdict": collections.defaultdict, "OrderedDict": collections.OrderedDict}
    exec(compile(ast.fix_missing_locations(made), BASE, "exec"), scope)
    return scope["Drawer"]


class Item:
    def __init__(self, path, label, task):
        self.path, self.label, self.task = path, label, task


def python_samples(out):
    with open(out / "python-random.jsonl", "w") as lines:
        for seed in (0, 1, 2, 3, -7, 2**31, 2**32 + 5, 2**63 - 1):
            for size, count in ((1, 1), (5, 4), (20, 16), (21, 1), (22, 1), (22, 5), (85, 6), (86, 6), (277, 21), (278, 21), (278, 22), (1000, 16), (70000, 4)):
                random.seed(seed)
                first = random.sample(range(size), count)
                second = random.sample(range(size), count)
                lines.write(json.dumps({"seed": seed, "size": size, "first": first, "second": second}) + "\n")


def data_set(name, classes, generator, shared=()):
    """A list in no order: sizes of classes from 1 to 120, some items in two tasks at once."""
    items = {split: [] for split in SPLITS}
    for task, count in enumerate(classes):
        for label in range(count):
            for split, most in (("train", 120), ("val", 12)):
                for number in range(generator.randint(1, most)):
                    path = f"{name}/{task}/{label}/{split}_{number}.jpg"
                    items[split].append((path, [label], [task]))
    for number in range(5):
        items["train"].append((f"{name}/both_{number}.jpg", [number % c for c in classes], list(range(len(classes)))))
    for split in SPLITS:
        generator.shuffle(items[split])
    return items


def drawn(drawer, items, shots, seed):
    """[path, task, label] in the order drawn; training first, then validation, from one generator."""
    random.seed(seed)
    result = {}
    for split, count in (("train", shots), ("val", min(shots, 4))):
        source = [Item(path, *rest) for path, *rest in items[split]]
        groups = drawer().split_dataset_by_label(source)
        with contextlib.redirect_stdout(io.StringIO()):
            chosen = iter(drawer().generate_fewshot_dataset(source, num_shots=count))
        result[split] = [
            [next(chosen).path, *(group if isinstance(group, tuple) else (0, group))]
            for group, members in groups.items()
            for _ in range(min(count, len(members)))
        ]
        assert next(chosen, None) is None
    return result


def published_draws(softcpt, dassl, out):
    many = methods(pathlib.Path(softcpt, "dist/Dassl.pytorch"), "DatasetBaseMT", "split_dataset_by_label")
    base = methods(pathlib.Path(softcpt, "dist/Dassl.pytorch"), "DatasetBase", "generate_fewshot_dataset")
    several = type("Several", (base,), {"split_dataset_by_label": staticmethod(many.split_dataset_by_label)})
    single = methods(dassl, "DatasetBase", "generate_fewshot_dataset", "split_dataset_by_label")
    generator = random.Random(20261124)
    lists = {"softcpt": data_set("a", (3, 5), generator), "coop": data_set("b", (7,), generator)}
    draws = []
    for seed in (1, 2, 3):
        for shots in (1, 2, 4, 8, 16):
            draw = {"seed": seed, "shots": shots, "softcpt": drawn(several, lists["softcpt"], shots, seed)}
            plain = {s: [(p, l[0], t) for p, l, t in lists["coop"][s]] for s in SPLITS}
            draw["coop"] = drawn(single, plain, shots, seed)
            assert draw["coop"] == drawn(several, lists["coop"], shots, seed)  # both codes draw alike
            draws.append(draw)
    with open(out / "published-draws.json", "w") as file:
        json.dump({"lists": lists, "draws": draws}, file, separators=(",", ":"))


if __name__ == "__main__":
    softcpt, dassl, out = sys.argv[1:]
    python_samples(pathlib.Path(out))
    published_draws(softcpt, dassl, pathlib.Path(out))
