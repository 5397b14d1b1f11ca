"""Golden values for CLIP's graphs and the two training segments, from transformers' CLIP in float64.

Usage: python tools/golden_segments.py onnx-export/src/test/resources/org/softcpt/onnx/golden
Pinned: torch 2.15.0, transformers 5.23.0, safetensors 0.8.0, numpy as these bring.

Writes two small random CLIPs in Hugging Face layout (quick_gelu and gelu) and, for each, golden.safetensors:
inputs in float32 and what float64 arithmetic makes of them over all 77 positions (clip_peers.py).
"""

import sys
from pathlib import Path

import torch
from clip_peers import Transformers, expected
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPModel

POSITIONS = 77
VOCABULARY = 61
BOS, EOT, FULL_STOP = 59, 60, 7


def small_clip(activation):
    torch.manual_seed(7)
    text = dict(vocab_size=VOCABULARY, hidden_size=24, num_hidden_layers=3, num_attention_heads=3,
                intermediate_size=80, max_position_embeddings=POSITIONS, hidden_act=activation,
                bos_token_id=BOS, eos_token_id=EOT, pad_token_id=0)
    vision = dict(hidden_size=32, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96,
                  image_size=32, patch_size=8, hidden_act=activation)
    config = CLIPConfig(text_config=text, vision_config=vision, projection_dim=20)
    config._attn_implementation = "eager"
    model = CLIPModel(config)
    with torch.no_grad():  # away from the neutral start: gains, biases and weights that all matter
        for name, p in model.named_parameters():
            if name == "logit_scale":
                p.fill_(2.3)
            elif name.endswith("bias"):
                p.copy_(0.2 * torch.randn_like(p))
            elif "norm" in name or "layrnorm" in name:
                p.copy_(1 + 0.3 * torch.randn_like(p))
            else:
                p.copy_(torch.randn_like(p) * (0.6 if "embedding" in name else 1.2 / p.shape[-1] ** 0.5))
    return model.eval()


def random_suffixes(count, generator):
    suffixes = []
    for _ in range(count):
        length = int(torch.randint(1, 6, (1,), generator=generator))
        words = torch.randint(8, 58, (length,), generator=generator).tolist()
        suffixes.append(words + [FULL_STOP, EOT])
    return suffixes


def flat(suffixes):
    return (torch.tensor([t for s in suffixes for t in s]),
            torch.tensor([len(s) for s in suffixes]))


def random_inputs(generator, side, width, embed_dim):
    """Inputs of the five graphs, by the names of golden.safetensors."""

    def randn(*shape, scale=1.0):
        return (scale * torch.randn(*shape, generator=generator)).float()

    inputs = {"pixels": torch.randn(3, 3, side, side, generator=generator)}

    # text encoder on plain tokens
    inputs["text.tokens"], inputs["text.lengths"] = flat(random_suffixes(5, generator))

    # task segment: one shared context, four task names
    inputs["task.contexts"] = randn(1, 4, width, scale=0.5)
    inputs["task.tokens"], inputs["task.lengths"] = flat(random_suffixes(4, generator))
    inputs["task.d_features"] = randn(4, embed_dim)

    # class segment: three tasks of 1, 4 and 6 classes, 9 images of which the last also has a label in another task
    groups = [0] + [1] * 4 + [2] * 6
    inputs["class.groups"] = torch.tensor(groups)
    inputs["class.contexts"] = randn(3, 5, width, scale=0.5)
    inputs["class.tokens"], inputs["class.lengths"] = flat(random_suffixes(len(groups), generator))
    inputs["class.image_features"] = randn(10, embed_dim)
    inputs["class.pair_groups"] = torch.tensor([0, 1, 1, 2, 2, 2, 1, 2, 2, 1])
    inputs["class.pair_labels"] = torch.tensor([0, 1, 4, 5, 10, 7, 2, 5, 9, 3])
    inputs["class.images"] = torch.tensor(9.0)
    return inputs


def save(inputs, outputs, file):
    narrow = {name: value.float() for name, value in outputs.items()}
    save_file({name: value.contiguous() for name, value in {**inputs, **narrow}.items()}, file)


def main():
    root = Path(sys.argv[1])
    for activation in ("quick_gelu", "gelu"):
        out = root / activation
        model = small_clip(activation)
        model.save_pretrained(out)
        (out / "generation_config.json").unlink(missing_ok=True)
        inputs = random_inputs(torch.Generator().manual_seed(11), 32, 24, 20)
        save(inputs, expected(Transformers(model.double()), inputs, BOS), out / "golden.safetensors")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
