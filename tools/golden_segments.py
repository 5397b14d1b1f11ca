"""Golden values for CLIP's graphs and the two training segments, from transformers' CLIP in float64.

Usage: python tools/golden_segments.py onnx-export/src/test/resources/org/softcpt/onnx/golden
Pinned: torch 2.15.0, transformers 5.23.0, safetensors 0.8.0, numpy as these bring.

Writes two small random CLIPs in Hugging Face layout (quick_gelu and gelu) and, for each, golden.safetensors:
inputs in float32 and what float64 arithmetic makes of them over all 77 positions. Shares no code with the
project: prompts are padded token sequences, contexts enter by a hook on the token embedding.
"""

import sys
from pathlib import Path

import torch
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


class Prompts:
    """Token sequences [SOS] X..X name . [EOT] padded to 77, X replaced by context vectors."""

    def __init__(self, suffixes, groups, contexts):
        self.suffixes, self.groups, self.contexts = suffixes, groups, contexts
        self.length = contexts.shape[1]
        ids = torch.zeros(len(suffixes), POSITIONS, dtype=torch.long)
        self.eot = []
        for row, suffix in enumerate(suffixes):
            sequence = [BOS] + [1] * self.length + suffix
            ids[row, :len(sequence)] = torch.tensor(sequence)
            self.eot.append(len(sequence) - 1)
        self.ids = ids

    def features(self, model):
        def put_contexts(module, inputs, output):
            own = self.contexts[torch.tensor(self.groups)]
            return torch.cat([output[:, :1], own, output[:, 1 + self.length:]], dim=1)

        hook = model.text_model.embeddings.token_embedding.register_forward_hook(put_contexts)
        try:
            hidden = model.text_model(input_ids=self.ids).last_hidden_state
        finally:
            hook.remove()
        ends = hidden[torch.arange(len(self.ids)), torch.tensor(self.eot)]
        return model.text_projection(ends)


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


def make(model, out):
    model = model.double()
    g = torch.Generator().manual_seed(11)
    golden = {}

    pixels = torch.randn(3, 3, 32, 32, generator=g)
    golden["pixels"] = pixels
    image = model.vision_model(pixel_values=pixels.double()).pooler_output
    golden["image.features"] = model.visual_projection(image)

    def randn(*shape, scale=1.0):
        return (scale * torch.randn(*shape, generator=g)).float()

    # text encoder on plain tokens
    suffixes = random_suffixes(5, g)
    golden["text.tokens"], golden["text.lengths"] = flat(suffixes)
    golden["text.features"] = Prompts(suffixes, [0] * 5, torch.zeros(1, 0, 24).double()).features(model)

    # task segment: one shared context, four task names
    contexts = randn(1, 4, 24, scale=0.5)
    suffixes = random_suffixes(4, g)
    upstream = randn(4, 20)
    u = contexts.double().requires_grad_()
    features = Prompts(suffixes, [0] * 4, u).features(model)
    features.backward(upstream.double())
    golden.update({"task.contexts": contexts, "task.d_features": upstream, "task.features": features,
                   "task.d_contexts": u.grad})
    golden["task.tokens"], golden["task.lengths"] = flat(suffixes)

    # class segment: three tasks of 1, 4 and 6 classes, 9 images of which the last also has a label in another task
    groups = [0] + [1] * 4 + [2] * 6
    contexts = randn(3, 5, 24, scale=0.5)
    suffixes = random_suffixes(len(groups), g)
    images = randn(10, 20)
    pair_groups = torch.tensor([0, 1, 1, 2, 2, 2, 1, 2, 2, 1])
    pair_labels = torch.tensor([0, 1, 4, 5, 10, 7, 2, 5, 9, 3])
    count = 9
    s = contexts.double().requires_grad_()
    features = Prompts(suffixes, groups, s).features(model)
    scale = model.logit_scale.exp()
    unit = lambda x: x / x.norm(dim=-1, keepdim=True)
    logits = scale * unit(images.double()) @ unit(features).T
    loss = torch.zeros((), dtype=torch.double)
    for row in range(10):  # every pair over its own task's classes only
        own = [c for c, t in enumerate(groups) if t == int(pair_groups[row])]
        loss = loss + torch.nn.functional.cross_entropy(
            logits[row, own].unsqueeze(0), torch.tensor([own.index(int(pair_labels[row]))]))
    loss = loss / count
    loss.backward()
    golden.update({"class.contexts": contexts, "class.image_features": images,
                   "class.groups": torch.tensor(groups), "class.pair_groups": pair_groups,
                   "class.pair_labels": pair_labels, "class.images": torch.tensor(float(count)),
                   "class.features": features, "class.logits": logits, "class.loss": loss,
                   "class.d_contexts": s.grad})
    golden["class.tokens"], golden["class.lengths"] = flat(suffixes)
    save_file({k: (v.detach().float() if v.is_floating_point() else v).contiguous()
               for k, v in golden.items()}, out / "golden.safetensors")


def main():
    root = Path(sys.argv[1])
    for activation in ("quick_gelu", "gelu"):
        out = root / activation
        model = small_clip(activation)
        model.save_pretrained(out)
        (out / "generation_config.json").unlink(missing_ok=True)
        make(model, out)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
