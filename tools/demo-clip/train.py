"""Trains the embedded demo's CLIP on pictures drawn by CorpusWriter. See docs/demo-clip.md.

    python train.py --corpus build/corpus --out build/clip --minutes 40
"""

import argparse
import math
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

from evaluate import accuracies, prompts
from model import Clip, Shape, configuration, normalised, preprocessing
from vocabulary import Vocabulary

ATTRIBUTES = [12, 12, 6, 4, 2, 6, 5, 12]  # values of each column of the labels
WEIGHTS = [4, 1, 2, 2, 1, 1, 1, 1]  # shapes, patterns and numbers are learned last
MERGES = 1000


class Corpus:
    """Pictures (uint8, on disk), their captions as padded token rows, and attribute labels."""

    def __init__(self, folder: Path, name: str):
        self.labels = torch.from_numpy(np.fromfile(folder / f"{name}.labels", np.uint8))
        self.labels = self.labels.view(-1, len(ATTRIBUTES)).long()
        shape = (len(self.labels), 64, 64, 3)
        self.pixels = torch.from_numpy(
            np.memmap(folder / f"{name}.pixels", np.uint8, "c", shape=shape)
        )

    def __len__(self):
        return len(self.labels)


def padded(vocabulary: Vocabulary, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids [B, longest] and the place of each row's end."""
    rows = [vocabulary.encode(text) for text in texts]
    ends = torch.tensor([len(row) - 1 for row in rows])
    tokens = torch.full((len(rows), int(ends.max()) + 1), len(vocabulary.ids) - 1)
    for index, row in enumerate(rows):
        tokens[index, : len(row)] = torch.tensor(row)
    return tokens, ends


def vocabulary_of(captions: Path, extra: list[Path]) -> Vocabulary:
    """Learned from a part of the captions and from this repository's own prose."""
    with captions.open(encoding="utf-8") as lines:
        texts = [next(lines) for _ in range(2000)]
    texts += [path.read_text(encoding="utf-8") for path in extra]
    return Vocabulary.learn(texts, MERGES)


def half(model: Clip) -> dict[str, torch.Tensor]:
    return {name: value.half().contiguous() for name, value in model.state_dict().items()}


def save(model: Clip, vocabulary: Vocabulary, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(half(model), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(configuration(model.shape))
    (folder / "preprocessor_config.json").write_text(preprocessing(model.shape))
    vocabulary.save(folder)


def contrastive(images, texts, scale):
    logits = scale * images @ texts.T
    target = torch.arange(len(images))
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def attribute_loss(head: nn.Linear, pooled, labels):
    parts = head(pooled).float().split(ATTRIBUTES, 1)
    losses = [F.cross_entropy(part, labels[:, index]) for index, part in enumerate(parts)]
    return sum(weight * loss for weight, loss in zip(WEIGHTS, losses)) / sum(WEIGHTS)


def groups(model: nn.Module, decay: float):
    matrices = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    return [{"params": matrices, "weight_decay": decay}, {"params": rest, "weight_decay": 0.0}]


class Run:
    """One worker's training: every worker draws its own batches, gradients are averaged."""

    def __init__(self, rank: int, options):
        self.rank, self.options = rank, options
        torch.set_num_threads(1)
        torch.manual_seed(1)
        self.random = np.random.default_rng(100 + rank)
        self.corpus = Corpus(options.corpus, "train")
        self.held_out = Corpus(options.corpus, "heldout")
        self.size = options.limit or len(self.corpus)
        labels = self.corpus.labels[: self.size].numpy()
        self.colours = labels[:, 1] * 12 + labels[:, 7]  # of figures and background
        self.vocabulary = (
            Vocabulary.load(options.start)  # its ids belong to the weights
            if options.start
            else vocabulary_of(options.corpus / "train.captions", options.prose)
        )
        lines = (options.corpus / "train.captions").open(encoding="utf-8")
        self.captions = [next(lines).rstrip("\n").split("\t") for _ in range(self.size)]
        self.model = Clip(Shape(len(self.vocabulary.ids)))
        if options.start:
            loaded = load_file(options.start / "model.safetensors")
            self.model.load_state_dict({name: value.float() for name, value in loaded.items()})
        self.head = nn.Linear(self.model.shape.width, sum(ATTRIBUTES))  # an aid, not saved
        parameters = groups(self.model, 0.1) + groups(self.head, 0.1)
        self.optimizer = torch.optim.AdamW(parameters, options.rate, (0.9, 0.98), fused=True)
        self.parameters = [p for group in parameters for p in group["params"]]

    def train(self) -> None:
        started = reported = time.time()
        step, total, seen = 0, np.zeros(2), 0
        while (progress := self.progress(started)) < 1:
            losses, pictures = self.step(step, progress)
            total, seen = total + losses, seen + pictures
            step += 1
            if step % 100 == 0 and self.rank == 0:
                now = time.time()
                speed = seen * self.options.workers / (now - reported)
                scale = self.model.logit_scale.exp().item()
                print(
                    f"{now - started:6.0f} s  step {step:5d}  loss {total[0] / 100:.3f}"
                    f"  attributes {total[1] / 100:.3f}"
                    f"  scale {scale:5.1f}  {speed:.0f} pictures/s",
                    flush=True,
                )
                total, seen, reported = np.zeros(2), 0, now
            if step % 400 == 0 and self.rank == 0:
                self.checkpoint(600)
        if self.rank == 0:
            self.checkpoint(len(self.held_out))

    def progress(self, started: float) -> float:
        """Share of the time that is used up, agreed upon by all workers."""
        share = torch.tensor((time.time() - started) / (60 * self.options.minutes))
        dist.all_reduce(share, dist.ReduceOp.MAX)
        return share.item()

    def step(self, step: int, progress: float) -> tuple[np.ndarray, int]:
        rate = 0.02 + 0.49 * (1 + math.cos(math.pi * progress))
        for group in self.optimizer.param_groups:
            group["lr"] = self.options.rate * rate * min(1, (step + 1) / 100)
        batch, (contrast, aid) = self.losses(progress)
        self.optimizer.zero_grad(set_to_none=True)
        (contrast + self.options.aid * max(0.1, 1 - progress) * aid).backward()
        flat = torch.cat([p.grad.flatten() for p in self.parameters])
        dist.all_reduce(flat)
        flat *= min(1 / self.options.workers, 1 / flat.norm().item())  # mean, then norm at most 1
        for p, gradient in zip(self.parameters, flat.split([p.numel() for p in self.parameters])):
            p.grad = gradient.view_as(p)
        self.optimizer.step()
        with torch.no_grad():
            self.model.logit_scale.clamp_(max=math.log(100))
        return np.array([contrast.item(), aid.item()]), batch

    def losses(self, progress: float):
        halved = progress < self.options.halved  # many cheap steps first
        batch = self.options.batch // 2 if halved else self.options.batch
        rows = np.sort(self.random.choice(self.pool(), batch, replace=False))
        pick = self.random.integers(len(self.captions[0]), size=len(rows))
        texts = [self.captions[row][index] for row, index in zip(rows, pick)]
        pixels = normalised(self.corpus.pixels[rows])
        patches = (self.model.shape.image // self.model.shape.patch) ** 2
        kept = None
        if progress < self.options.masked:
            kept = torch.randperm(patches)[: patches // 2]
        with torch.autocast("cpu", torch.bfloat16):
            pooled = self.model.vision_model(pixels, kept)
            images = F.normalize(self.model.visual_projection(pooled).float(), dim=-1)
            features = self.text_features(texts)
            contrast = contrastive(images, features, self.model.logit_scale.exp())
            return batch, (contrast, attribute_loss(self.head, pooled, self.corpus.labels[rows]))

    def pool(self) -> np.ndarray:
        """
        Where a batch comes from. Colours are easily told apart, so that a mixed batch teaches
        little else: most batches hold pictures in the same two colours.
        """
        if self.random.random() < self.options.mixed:
            return np.arange(self.size)
        same = self.colours[self.random.integers(self.size)]
        return np.flatnonzero(self.colours == same)

    def text_features(self, texts: list[str]):
        """Short captions apart from long ones, so that little is spent on padding."""
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts = []
        for half_of_them in (order[: len(order) // 2], order[len(order) // 2 :]):
            batch = padded(self.vocabulary, [texts[index] for index in half_of_them])
            parts.append(self.model.text_features(*batch))
        return torch.cat(parts)[torch.tensor(order).argsort()]

    def checkpoint(self, count: int) -> None:
        """Saves the weights, and measures them as saved (rounded to half precision)."""
        save(self.model, self.vocabulary, self.options.out)
        rounded = Clip(self.model.shape)
        rounded.load_state_dict({name: v.float() for name, v in half(self.model).items()})
        part = accuracies(
            rounded,
            lambda texts: padded(self.vocabulary, texts),
            prompts(self.options.corpus),
            self.held_out.pixels[:count],
            self.held_out.labels[:count],
        )
        text = ", ".join(f"{name} {value:.1%}" for name, value in part.items())
        print(f"held out ({count}): {text}", flush=True)


def work(rank: int, options, address: str) -> None:
    dist.init_process_group("gloo", address, rank=rank, world_size=options.workers)
    Run(rank, options).train()
    dist.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--batch", type=int, default=256, help="pictures per worker and step")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate")
    parser.add_argument("--masked", type=float, default=0, help="share with half the patches")
    parser.add_argument("--halved", type=float, default=0.6, help="share with half the batch")
    parser.add_argument("--mixed", type=float, default=0.4, help="share of batches of all colours")
    parser.add_argument("--aid", type=float, default=1, help="weight of the attribute loss at first")
    parser.add_argument("--start", type=Path, help="folder of weights to go on from")
    parser.add_argument("--limit", type=int, default=0, help="use only the first pictures")
    parser.add_argument("--prose", type=Path, nargs="*", default=[], help="text for the vocabulary")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(work, (options, f"file://{folder}/meet"), options.workers)


if __name__ == "__main__":
    main()
