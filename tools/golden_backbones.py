"""Golden values for the other backbones at small sizes, from open_clip in float64.

Usage: python tools/golden_backbones.py onnx-export/src/test/resources/org/softcpt/onnx/golden
Pinned: torch 2.15.0, open_clip_torch 3.3.0, safetensors 0.8.0, numpy as these bring.

Writes, each with model.safetensors (random weights by the names of ClipTensors, in float16 to be small; exact in float32
and float64) and golden.safetensors (inputs, and what float64 arithmetic makes of them):
  huge     a ViT-H/14 in small: exact GELU, image heads whose width is no power of two, text as wide as the embedding;
           image, text, and both training segments' gradients
  resnet   an RN50 in small: every kind of block (first of a stage with and without stride, further), attention pooling
"""

import sys
from pathlib import Path

import torch
from clip_peers import OpenClip, expected, load, openai_names
from golden_segments import BOS, POSITIONS, VOCABULARY, random_inputs, save
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from open_clip.modified_resnet import ModifiedResNet
from safetensors.torch import save_file


def block(prefix, width, mlp_width):
    shapes = {}
    for part in ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj"):
        shapes[prefix + part] = (width, width)
    shapes[prefix + "mlp.fc1"] = (mlp_width, width)
    shapes[prefix + "mlp.fc2"] = (width, mlp_width)
    named = {name + ".weight": shape for name, shape in shapes.items()}
    named.update({name + ".bias": shape[:1] for name, shape in shapes.items()})
    for part in ("layer_norm1", "layer_norm2"):
        named[prefix + part + ".weight"] = named[prefix + part + ".bias"] = (width,)
    return named


def transformer_shapes(text, layers, vision, vision_layers, patch, places):
    shapes = {"text_model.embeddings.token_embedding.weight": (VOCABULARY, text),
              "text_model.embeddings.position_embedding.weight": (POSITIONS, text),
              "text_model.final_layer_norm.weight": (text,), "text_model.final_layer_norm.bias": (text,),
              "text_projection.weight": (text, text), "logit_scale": (),
              "vision_model.embeddings.class_embedding": (vision,),
              "vision_model.embeddings.patch_embedding.weight": (vision, 3, patch, patch),
              "vision_model.embeddings.position_embedding.weight": (places, vision),
              "visual_projection.weight": (text, vision)}
    for norm in ("pre_layrnorm", "post_layernorm"):
        shapes[f"vision_model.{norm}.weight"] = shapes[f"vision_model.{norm}.bias"] = (vision,)
    for layer in range(layers):
        shapes.update(block(f"text_model.encoder.layers.{layer}.", text, 4 * text))
    for layer in range(vision_layers):
        shapes.update(block(f"vision_model.encoder.layers.{layer}.", vision, 4 * vision))
    return shapes


def random_weights(shapes, generator):
    """Away from the neutral start: gains, biases and statistics that all matter."""
    tensors = {}
    for name, shape in sorted(shapes.items()):
        noise = torch.randn(shape, generator=generator)
        if name == "logit_scale":
            values = torch.tensor(2.3)
        elif name.endswith("running_var"):
            values = 0.5 + torch.rand(shape, generator=generator)
        elif name.endswith("bias") or name.endswith("running_mean"):
            values = 0.2 * noise
        elif len(shape) == 1 and not name.endswith("class_embedding"):
            values = 1 + 0.3 * noise
        elif "embedding" in name and "patch" not in name:
            values = 0.6 * noise
        else:
            values = noise * 1.2 / noise[0].numel() ** 0.5
        tensors[name] = values.half()
    return tensors


def write(folder, tensors):
    folder.mkdir(exist_ok=True)
    save_file({name: value.contiguous() for name, value in tensors.items()}, folder / "model.safetensors")
    return {name: value.double() for name, value in tensors.items()}


def huge(folder):
    tensors = write(folder, random_weights(transformer_shapes(32, 2, 20, 2, 7, 17), torch.Generator().manual_seed(3)))
    model = CLIP(32, CLIPVisionCfg(layers=2, width=20, head_width=10, patch_size=7, image_size=28),
                 CLIPTextCfg(context_length=POSITIONS, vocab_size=VOCABULARY, width=32, heads=4, layers=2)).double()
    peer = OpenClip(load(model, openai_names(tensors)))
    inputs = random_inputs(torch.Generator().manual_seed(12), 28, 32, 32)
    save(inputs, expected(peer, inputs, BOS), folder / "golden.safetensors")


def resnet(folder):
    model = ModifiedResNet(layers=[1, 2, 1, 1], output_dim=20, heads=8, image_size=64, width=4).double()
    shapes = {f"visual.{name}": tuple(value.shape) for name, value in model.state_dict().items()
              if not name.endswith("num_batches_tracked")}
    tensors = write(folder, random_weights(shapes, torch.Generator().manual_seed(4)))
    load(model, {name.removeprefix("visual."): value for name, value in tensors.items()})
    pixels = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(13)).half()
    features = model(pixels.double())
    save({"pixels": pixels}, {"image.features": features}, folder / "golden.safetensors")


def main():
    root = Path(sys.argv[1])
    huge(root / "huge")
    resnet(root / "resnet")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
