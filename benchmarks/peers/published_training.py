"""The peer of TrainingStepBenchmark: steps of the published SoftCPT-NATA, run from a checkout of kding1225/softcpt.

Usage: python published_training.py CHECKOUT TASKS.yaml [threads] [steps] [batch]
Random weights in ViT-B/16's shapes, random pixels; tasks and classes by name from the task file. One step is what the
published trainer does: image encoder, both text passes over all 77 positions, loss, backward, SGD. fp32 on the CPU.
Modules that only its data loading needs are replaced by empty ones.
Pinned: torch 2.15.0, yacs 0.1.8, PyYAML 6.0.3 (requirements.txt).
"""

import statistics
import sys
import time
import types

import torch
import yaml

L, M, BACKBONE = 16, 4, dict(embed_dim=512, image_resolution=224, vision_layers=12, vision_width=768,
                             vision_patch_size=16, context_length=77, vocab_size=49408,
                             transformer_width=512, transformer_heads=8, transformer_layers=12)


class Anything(types.ModuleType):
    """A module of which nothing but imports is used."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def published(checkout):
    sys.path[:0] = [checkout, checkout + "/dist/Dassl.pytorch"]
    for name in ("cv2", "gdown", "torch.utils.tensorboard", "addict", "skimage", "skimage.filters"):
        sys.modules.setdefault(name, Anything(name))
    import trainers.mtcoop as mtcoop
    from clip.model import CLIP
    return mtcoop, CLIP


def settings():
    from yacs.config import CfgNode
    cfg = CfgNode()
    cfg.INPUT = CfgNode({"SIZE": (224, 224)})
    cfg.OUTPUT_DIR = ""
    cfg.TRAINER = CfgNode()
    cfg.TRAINER.MTCOOP = CfgNode({
        "PREC": "fp32", "CLASS_N_CTX": 4, "CLASS_CSC": False, "CLASS_CTX_INIT": "", "CLASS_TOKEN_POSITION": "end",
        "TASK_N_CTX": M, "TASK_CTX_INIT": "", "TASK_CSC": False, "TASK_TOKEN_POSITION": "end",
        "N_CTX": L, "CTX_INIT": "", "CSC": False, "TOKEN_POSITION": "end",
        "PG_TYPE": "lin", "PG_RATIO": 1, "CLS_SAMPLE_RATE": 0.0, "FREEZE_CLS_PROMPT": 0})
    return cfg


def names(file):
    with open(file) as opened:
        tasks = yaml.safe_load(opened)["tasks"]
    classes = [[c if isinstance(c, str) else c.get("name", c["folder"]) for c in task["classes"]] for task in tasks]
    return [task["name"] for task in tasks], classes


def main():
    checkout, file = sys.argv[1:3]
    threads, steps, batch = (int(sys.argv[i]) if len(sys.argv) > i else d for i, d in ((3, 2), (4, 3), (5, 32)))
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    mtcoop, clip_class = published(checkout)
    tasks, classes = names(file)
    clip_model = clip_class(**BACKBONE).float().eval()
    model = mtcoop.CustomCLIP(settings(), tasks, classes, clip_model)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_("prompt_learner" in name or "prompt_gen" in name)
    learned = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.SGD(learned, lr=0.002, momentum=0.9, weight_decay=5e-4)
    trainer = types.SimpleNamespace(num_tasks=len(tasks), taskid2type=["sl"] * len(tasks), cls_range=ranges(classes))
    timed = []
    for step in range(1 + steps):  # the first is not counted
        images, labels = torch.randn(batch, 3, 224, 224), random_labels(batch, classes)
        start = time.perf_counter()
        output, _ = model(images, labels)
        loss, _ = mtcoop.MTCoOp.mutitask_loss(trainer, output, labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        timed.append(time.perf_counter() - start)
    text = " ".join(f"{seconds:.2f}" for seconds in timed[1:])
    print(f"published SoftCPT-NATA, torch {torch.__version__}, {threads} threads, {len(tasks)} tasks, "
          f"{sum(map(len, classes))} classes, batch of {batch}: median {statistics.median(timed[1:]):.2f} s ({text})")


def ranges(classes):
    starts = [sum(map(len, classes[:i])) for i in range(len(classes) + 1)]
    return list(zip(starts[:-1], starts[1:]))


def random_labels(batch, classes):
    """[B, C]: -1 outside the image's task, 1 at its class, else 0."""
    labels = torch.full((batch, sum(map(len, classes))), -1)
    for row in range(batch):
        start, end = ranges(classes)[row % len(classes)]
        labels[row, start:end] = 0
        labels[row, start + int(torch.randint(end - start, ()))] = 1
    return labels


if __name__ == "__main__":
    main()
