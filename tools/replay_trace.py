"""Recomputes a run's trace in PyTorch, float64, and prints how far the run is from it.

Made for Python 3.11+, torch 2.15.0 (CPU), transformers 5.23.0 (tokenizer only), safetensors 0.8.0:
    python tools/replay_trace.py RUN WEIGHTS

RUN is a run folder of `softcpt train --trace N`, WEIGHTS the Hugging Face CLIP folder the model was
exported from. Nothing of the product is used: the text transformer below is written from the
architecture, over all positions of the context length, one prompt at a time prefixed by its own
context; gradients are autograd's; the update is torch.optim.SGD's.

Exits with 1 if an error is above the limits at the end of this file.
"""

import argparse
import csv
import json
import math
import pathlib
import sys

import torch
from safetensors import safe_open
from transformers import AutoTokenizer


class TextTower:
    """CLIP's text encoder behind its token embedding."""

    def __init__(self, folder):
        config = json.loads((folder / "config.json").read_text())["text_config"]
        with safe_open(folder / "model.safetensors", "pt") as file:
            self.weights = {n: file.get_tensor(n).double() for n in file.keys()}
        self.layers = config.get("num_hidden_layers", 12)
        self.heads = config.get("num_attention_heads", 8)
        self.epsilon = config.get("layer_norm_eps", 1e-5)
        self.quick = config.get("hidden_act", "quick_gelu") == "quick_gelu"
        self.positions = self["embeddings.position_embedding.weight"]
        self.tokens = self["embeddings.token_embedding.weight"]

    def __getitem__(self, name):
        return self.weights["text_model." + name]

    def linear(self, x, name):
        return x @ self[name + ".weight"].T + self[name + ".bias"]

    def norm(self, x, name):
        weight = self[name + ".weight"]
        return torch.nn.functional.layer_norm(
            x, weight.shape, weight, self[name + ".bias"], self.epsilon
        )

    def attention(self, x, name):
        batch, length, width = x.shape
        size = width // self.heads

        def split(part):
            y = self.linear(x, f"{name}.{part}_proj")
            return y.view(batch, length, self.heads, size).transpose(1, 2)

        scores = split("q") @ split("k").transpose(-1, -2) / math.sqrt(size)
        future = torch.ones(length, length, dtype=torch.bool).triu(1)
        mixed = torch.softmax(scores.masked_fill(future, -math.inf), -1) @ split("v")
        return self.linear(
            mixed.transpose(1, 2).reshape(batch, length, width), f"{name}.out_proj"
        )

    def activation(self, x):
        return x * torch.sigmoid(1.702 * x) if self.quick else torch.nn.functional.gelu(x)

    def features(self, embeddings, ends):
        """Embeddings [C, N, w] of whole sequences, index of each one's EOT [C] -> [C, D]."""
        x = embeddings + self.positions[: embeddings.shape[1]]
        for layer in range(self.layers):
            name = f"encoder.layers.{layer}"
            x = x + self.attention(self.norm(x, f"{name}.layer_norm1"), f"{name}.self_attn")
            hidden = self.linear(self.norm(x, f"{name}.layer_norm2"), f"{name}.mlp.fc1")
            x = x + self.linear(self.activation(hidden), f"{name}.mlp.fc2")
        x = self.norm(x, "final_layer_norm")
        return x[torch.arange(len(ends)), ends] @ self.weights["text_projection.weight"].T


class Prompts:
    """[SOS] context <name> . [EOT], padded with zeros to the tower's context length."""

    def __init__(self, tower, tokenizer, names):
        self.tower = tower
        self.sos = tokenizer.bos_token_id
        self.suffixes = [
            tokenizer(f"{name}.", add_special_tokens=False).input_ids + [tokenizer.eos_token_id]
            for name in names
        ]

    def features(self, contexts):
        """Contexts [C, L, w], one per prompt."""
        rows, ends = [], []
        for context, suffix in zip(contexts, self.suffixes):
            parts = [self.tower.tokens[[self.sos]], context, self.tower.tokens[suffix]]
            row = torch.cat(parts)
            ends.append(len(row) - 1)
            pad = len(self.tower.positions) - len(row)
            rows.append(torch.nn.functional.pad(row, (0, 0, 0, pad)))
        return self.tower.features(torch.stack(rows), torch.tensor(ends))


class Replay:
    def __init__(self, run, weights):
        self.run = run
        self.config = json.loads((run / "config.json").read_text())
        tower = TextTower(weights)
        tokenizer = AutoTokenizer.from_pretrained(weights)
        tasks = self.config["tasks"]
        self.task_prompts = Prompts(tower, tokenizer, [t["name"] for t in tasks])
        self.class_prompts = Prompts(
            tower, tokenizer, [c["name"] for t in tasks for c in t["classes"]]
        )
        self.logit_scale = tower.weights["logit_scale"].exp()

    def step(self, trace):
        context = trace["task_context"].double().requires_grad_()
        matrix = trace["sub_network"].double().requires_grad_()
        tasks = len(self.task_prompts.suffixes)
        shared = context if context.dim() == 3 else context.expand(tasks, -1, -1)
        task_features = self.task_prompts.features(shared)
        contexts = (task_features @ matrix).view(tasks, -1, context.shape[-1])
        owners = trace["class_task"]
        text = self.class_prompts.features(contexts[owners])
        images = torch.nn.functional.normalize(trace["image_features"].double(), dim=-1)
        cosines = images @ torch.nn.functional.normalize(text, dim=-1).T
        logits = self.logit_scale * cosines
        foreign = owners[None, :] != trace["task"][:, None]
        masked = logits.masked_fill(foreign, -math.inf)
        losses = torch.nn.functional.cross_entropy(masked, trace["label"], reduction="sum")
        loss = losses / trace["images"]
        loss.backward()
        return {
            "loss": loss.detach(),
            "task_features": task_features.detach(),
            "text_features": text.detach(),
            "logits": logits.detach(),
            "logit_scale": self.logit_scale,
            "gradient.task_context": context.grad,
            "gradient.sub_network": matrix.grad,
        }

    def optimizer(self, first):
        settings = self.config["settings"]
        self.parameters = {
            n: torch.nn.Parameter(first[n].clone()) for n in ("task_context", "sub_network")
        }
        return torch.optim.SGD(
            self.parameters.values(),
            lr=0.1,
            momentum=settings["momentum"],
            weight_decay=settings["weight_decay"],
        )


def read(file):
    with safe_open(file, "pt") as tensors:
        return {name: tensors.get_tensor(name) for name in tensors.keys()}


def error(found, expected):
    scale = expected.double().abs().max().clamp_min(1e-30)
    return ((found.double() - expected.double()).abs().max() / scale).item()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    arguments = parser.parse_args()
    replay = Replay(arguments.run, arguments.weights)
    folder = arguments.run / "trace"
    worst, optimizer = {}, None
    updates = json.loads((arguments.run / "config.json").read_text())["settings"].get("updates", 1)
    for row in csv.DictReader((folder / "steps.csv").open()):
        trace = read(folder / f"step-{int(row['step']):04d}.safetensors")
        if optimizer is None:
            optimizer = replay.optimizer(trace)
        expected = replay.step(trace)
        trace["loss"] = torch.tensor(float(row["loss"]))
        errors = {name: error(trace[name], value) for name, value in expected.items()}
        for name, parameter in replay.parameters.items():
            errors["update." + name] = error(trace[name], parameter.detach())
            parameter.grad = trace["gradient." + name].clone()
        optimizer.param_groups[0]["lr"] = float(row["learning_rate"])
        for _ in range(updates):
            optimizer.step()
        for name, value in errors.items():
            worst[name] = max(worst.get(name, 0.0), value)
        print(f"step {row['step']}: loss {expected['loss']:.6f}, worst {max(errors.values()):.1e}")
    print("largest error relative to each tensor's largest value:")
    for name, value in worst.items():
        print(f"  {name:24} {value:.1e}")
    return 0 if max(worst.values()) < LIMIT else 1


# Float32 forward and backward through twelve layers; parameters and loss are far below it.
LIMIT = 1e-5

if __name__ == "__main__":
    sys.exit(main())
