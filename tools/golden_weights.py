"""Small CLIPs in every layout that people have on disk, each saved by the library that the layout comes from.

Run:  python tools/golden_weights.py OPENAI_MODEL_PY models/src/test/resources/golden/weights
OPENAI_MODEL_PY is clip/model.py of https://github.com/openai/CLIP, run here as a peer; nothing of it is kept.
Made with Python 3.11.7, torch 2.15.0, transformers 5.23.0, open_clip_torch 3.3.0, safetensors 0.8.0, numpy 2.

Writes one folder per layout. golden.safetensors beside the weights holds the features that the same library computes in
float64 from inputs.safetensors (pixels, and token ids whose EOT is the highest id of a row); tensors.json the first 16
digits of the SHA-256 of every tensor's single-precision bytes. A bare file's heads are inferred from widths that are
multiples of 64, so these models are not small; their matrices have ten distinct rows each, so that the files
compress, and all weights are committed as .gz. Everything is seeded; only the .pth files differ from run to run, for
they hold addresses.
"""

import gzip
import hashlib
import importlib.util
import json
import math
import shutil
import sys
import zipfile
from pathlib import Path

import open_clip
import torch
from open_clip.model import CLIP, CustomTextCLIP
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

IMAGE_SIZE, PATCH, POSITIONS, VOCABULARY = 32, 8, 13, 61
LEVELS = torch.tensor([-1.5, -0.5, 0.5, 1.5])
DISTINCT_ROWS = 10


def fill(model, seed):
    """Away from a neutral start: gains, biases and weights that all matter; matrices repeat their rows."""
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in list(model.named_parameters()) + list(model.named_buffers()):
            if not p.is_floating_point() or name.endswith("attn_mask"):
                continue
            if name.endswith("logit_scale"):
                p.fill_(2.25)
            elif name.endswith("running_var"):
                p.copy_(0.5 + torch.rand(p.shape, generator=g))
            elif p.dim() < 2:
                gain = name.endswith("weight")
                p.copy_((1 if gain else 0) + 0.25 * torch.randn(p.shape, generator=g))
            else:
                inputs = p[0].numel() if p.dim() > 2 else p.shape[-1]
                rows = LEVELS[torch.randint(4, (DISTINCT_ROWS, p[0].numel()), generator=g)]
                rows *= 0.5 if "embedding" in name else 2.0 ** -round(math.log2(inputs) / 2)
                p.copy_(rows[torch.randint(DISTINCT_ROWS, p.shape[:1], generator=g)].reshape(p.shape))
    return model.eval()


def inputs():
    g = torch.Generator().manual_seed(5)
    pixels = torch.randint(-4, 5, (2, 3, IMAGE_SIZE, IMAGE_SIZE), generator=g) / 2
    tokens = torch.zeros(3, POSITIONS, dtype=torch.long)
    for row, length in enumerate([3, 7, POSITIONS]):
        tokens[row, 0] = VOCABULARY - 2
        tokens[row, 1:length - 1] = torch.randint(1, VOCABULARY - 2, (length - 2,), generator=g)
        tokens[row, length - 1] = VOCABULARY - 1
    return pixels, tokens


def write_golden(folder, image, text, expected_state):
    pixels, tokens = inputs()
    with torch.no_grad():
        golden = {"image.features": image(pixels.double()).float().contiguous(),
                  "text.features": text(tokens).float().contiguous()}
    digests = {name: hashlib.sha256(t.float().contiguous().numpy().tobytes()).hexdigest()[:16]
               for name, t in sorted(expected_state.items()) if t.is_floating_point()}
    save_file(golden, folder / "golden.safetensors")
    (folder / "tensors.json").write_text(json.dumps(digests, indent=0) + "\n")
    for file in sorted(folder.iterdir()):
        if "config" not in file.name and file.name != "golden.safetensors":
            compress(file)


def compress(file):
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# --- OpenAI

def openai_peer(path):
    spec = importlib.util.spec_from_file_location("openai_clip_model", path)
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    return peer


def openai_model(peer, layers, seed):
    residual = isinstance(layers, tuple)
    model = peer.CLIP(16, IMAGE_SIZE, layers, 2 if residual else 64, None if residual else PATCH,
                      POSITIONS, VOCABULARY, 64, 1, 1)
    fill(model, seed)
    for name, value in [("input_resolution", IMAGE_SIZE), ("context_length", POSITIONS), ("vocab_size", VOCABULARY)]:
        if hasattr(model, name):
            delattr(model, name)
        model.register_buffer(name, torch.tensor(value))  # as the published archives have them
    return model


def in_double(peer, model):
    forward = peer.LayerNorm.forward
    peer.LayerNorm.forward = nn.LayerNorm.forward  # theirs always computes in float32
    double = model.double()
    return double, lambda: setattr(peer.LayerNorm, "forward", forward)


def save_openai(peer, folder, layers, seed):
    """As published: traced entry points, matrices in half precision."""
    fresh(folder)
    model = openai_model(peer, layers, seed)
    peer.convert_weights(model)
    pixels, tokens = inputs()
    archive = torch.jit.trace_module(
        model, {"encode_image": pixels, "encode_text": tokens}, check_trace=False)
    torch.jit.save(archive, folder / "traced.pt")
    drop_debug_entries(folder / "traced.pt", folder / "model.pt")
    state = {k: v.clone() for k, v in archive.state_dict().items()}
    double, restore = in_double(peer, model)
    write_golden(folder, double.encode_image, double.encode_text, state)
    restore()


def drop_debug_entries(traced, target):
    """Without the tables that map code to lines of this machine's files; the other entries stay as PyTorch made them."""
    with zipfile.ZipFile(traced) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                kept = zipfile.ZipInfo(entry.filename.replace("traced/", "model/", 1))
                kept.compress_type = entry.compress_type
                out.writestr(kept, source.read(entry))
    traced.unlink()


def save_bare(peer, folder, seed):
    """A plain state_dict, a checkpoint of distributed training around one, and one in torch's format before 1.6."""
    fresh(folder)
    model = openai_model(peer, 1, seed)
    state = {k: v.clone() for k, v in model.state_dict().items()
             if k not in ("input_resolution", "context_length", "vocab_size")}
    torch.save(state, folder / "state.pt")
    wrapped = {"epoch": 3, "name": "small", "state_dict": {"module." + k: v.bfloat16() for k, v in state.items()},
               "scaler": {"scale": 65536.0, "growth_interval": 2000}}
    torch.save(wrapped, folder / "checkpoint.pt")
    torch.save(state, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    double, restore = in_double(peer, model)
    write_golden(folder, double.encode_image, double.encode_text, state)
    restore()


def save_views(folder):
    """Tensors that are views: shared storages, offsets, transposed, every other column, channels last, scalars."""
    fresh(folder)
    base = torch.arange(60, dtype=torch.float64) / 7
    halves = (torch.arange(24) / 3).half()
    image = torch.arange(2 * 3 * 4 * 5, dtype=torch.float32).reshape(2, 3, 4, 5).to(memory_format=torch.channels_last)
    tensors = {
        "whole": base.reshape(5, 12), "transposed": base.reshape(5, 12).t(), "offset": base[7:31].reshape(4, 6),
        "columns": base.reshape(5, 12)[:, 1::3], "scalar": base[11], "half": halves.reshape(4, 6)[1:3, 2:5],
        "bfloat": halves.bfloat16()[::2], "image": image, "empty": base[3:3].reshape(0, 4),
        "long": torch.arange(4), "flag": torch.tensor([True, False]),
        "parameter": nn.Parameter(base[2:5].float()), "single": image[:1, :, 1:2],
    }
    torch.save(tensors, folder / "views.pt")
    torch.save({k: v for k, v in tensors.items()}, folder / "views.pth", _use_new_zipfile_serialization=False)
    expected = {k: v.detach().float().contiguous().clone() for k, v in tensors.items() if v.is_floating_point()}
    save_file(expected, folder / "golden.safetensors")
    compress(folder / "views.pt")
    compress(folder / "views.pth")


# --- open_clip

def open_clip_config(quick_gelu, layers=2, custom=False):
    vision = dict(image_size=IMAGE_SIZE, layers=layers, width=24, head_width=8, patch_size=PATCH, mlp_ratio=2.5)
    if isinstance(layers, list):
        vision = dict(image_size=IMAGE_SIZE, layers=layers, width=2, head_width=16)
    config = dict(embed_dim=12, vision_cfg=vision,
                  text_cfg=dict(context_length=POSITIONS, vocab_size=VOCABULARY, width=16, heads=4, layers=2))
    if quick_gelu:
        config["quick_gelu"] = True
    if custom:
        config["custom_text"] = True
    return config


def save_open_clip(folder, config, seed, weights):
    fresh(folder)
    build = {k: v for k, v in config.items() if k != "custom_text"}
    model = fill((CustomTextCLIP if config.get("custom_text") else CLIP)(**build), seed)
    state = {k: v.clone() for k, v in model.state_dict().items()}
    if weights.endswith(".safetensors"):
        save_file(state, folder / weights)
    else:
        torch.save(state, folder / weights)
    preprocess = dict(mean=[0.5, 0.4, 0.3], std=[0.25, 0.26, 0.27], interpolation="bicubic", resize_mode="shortest")
    (folder / "open_clip_config.json").write_text(
        json.dumps({"model_cfg": config, "preprocess_cfg": preprocess}, indent=2) + "\n")
    model = model.double()
    write_golden(folder, model.encode_image, model.encode_text, state)


# --- transformers

def hugging_face(seed):
    tower = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2)
    text = dict(tower, vocab_size=VOCABULARY, max_position_embeddings=POSITIONS, bos_token_id=VOCABULARY - 2,
                eos_token_id=VOCABULARY - 1, pad_token_id=0)
    vision = dict(tower, image_size=IMAGE_SIZE, patch_size=PATCH)
    return fill(CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=12)), seed)


def save_hugging_face(folder, seed, save):
    fresh(folder)
    model = hugging_face(seed)
    state = {k: v.clone() for k, v in model.state_dict().items()}
    save(model, folder)
    CLIPImageProcessor(size={"shortest_edge": IMAGE_SIZE},
                       crop_size={"height": IMAGE_SIZE, "width": IMAGE_SIZE}).save_pretrained(folder)
    model = model.double()

    def image(pixels):
        return model.visual_projection(model.vision_model(pixel_values=pixels).pooler_output)

    def text(tokens):
        return model.text_projection(model.text_model(input_ids=tokens).pooler_output)

    write_golden(folder, image, text, state)


def save_bin(model, folder):
    """What transformers wrote before safetensors: the config, and the state_dict by torch.save."""
    model.config.save_pretrained(folder)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")


def save_bin_shards(model, folder):
    """transformers no longer writes shards in this format; the index is its published layout."""
    model.config.save_pretrained(folder)
    state = model.state_dict()
    names, total = sorted(state), 2
    weight_map = {}
    for part in range(total):
        shard = {n: state[n] for n in names[part::total]}
        file = f"pytorch_model-{part + 1:05d}-of-{total:05d}.bin"
        torch.save(shard, folder / file)
        weight_map.update({n: file for n in shard})
    size = sum(t.numel() * t.element_size() for t in state.values())
    (folder / "pytorch_model.bin.index.json").write_text(
        json.dumps({"metadata": {"total_size": size}, "weight_map": weight_map}, indent=2) + "\n")


def main():
    peer, out = openai_peer(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    pixels, tokens = inputs()
    save_file({"pixels": pixels, "tokens": tokens}, out / "inputs.safetensors")
    compress(out / "inputs.safetensors")
    save_openai(peer, out / "openai-vit", 1, 21)
    save_openai(peer, out / "openai-resnet", (1, 1, 1, 1), 22)
    save_bare(peer, out / "bare", 23)
    save_views(out / "views")
    save_open_clip(out / "open-clip-safetensors", open_clip_config(False), 24, "open_clip_model.safetensors")
    save_open_clip(out / "open-clip-bin", open_clip_config(True), 25, "open_clip_pytorch_model.bin")
    save_open_clip(out / "open-clip-custom-text", open_clip_config(False, custom=True), 26,
                   "open_clip_pytorch_model.bin")
    save_open_clip(out / "open-clip-resnet", open_clip_config(True, [1, 2, 1, 1]), 27, "open_clip_model.safetensors")
    save_hugging_face(out / "hugging-face-shards", 28, lambda m, f: m.save_pretrained(f, max_shard_size="20KB"))
    save_hugging_face(out / "hugging-face-bin", 29, save_bin)
    save_hugging_face(out / "hugging-face-bin-shards", 30, save_bin_shards)


main()
