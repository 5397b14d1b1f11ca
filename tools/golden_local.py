"""Golden local features: what CLIP's last layers make of every place of an image, in float64.

Usage: python tools/golden_local.py onnx-export/src/test/resources/org/softcpt/onnx/golden
Pinned: torch 2.15.0, transformers 5.23.0, open_clip_torch 3.3.0, safetensors 0.8.0, numpy as these bring.

Reads weights and pixels that golden_segments.py and golden_backbones.py wrote; adds local.safetensors beside them:
local_features [B, T, D], the image's own feature first. A vision transformer's are all tokens of the last block after
the final normalisation and the projection; a residual network's are attention pooling with every place as a query (by
PyTorch's own attention, not CLIP's code, which asks for the mean only).
"""

import sys
from pathlib import Path

import torch
from clip_peers import load
from open_clip.modified_resnet import ModifiedResNet
from safetensors.torch import load_file, save_file
from torch.nn.functional import multi_head_attention_forward
from transformers import CLIPModel, CLIPVisionConfig, CLIPVisionModelWithProjection


def transformer(model, pixels):
    tokens = model.vision_model(pixel_values=pixels).last_hidden_state
    return model.visual_projection(model.vision_model.post_layernorm(tokens))


def hugging_face(folder, pixels):
    return transformer(CLIPModel.from_pretrained(folder, attn_implementation="eager").double().eval(), pixels)


def huge(folder, pixels):
    config = CLIPVisionConfig(hidden_size=20, intermediate_size=80, projection_dim=32, num_hidden_layers=2,
                              num_attention_heads=2, image_size=28, patch_size=7, hidden_act="gelu", layer_norm_eps=1e-5)
    config._attn_implementation = "eager"
    tensors = {name: value.double() for name, value in load_file(folder / "model.safetensors").items()
               if name.startswith("vis")}
    return transformer(load(CLIPVisionModelWithProjection(config).double(), tensors), pixels)


def resnet(folder, pixels):
    model = ModifiedResNet(layers=[1, 2, 1, 1], output_dim=20, heads=8, image_size=64, width=4).double()
    tensors = load_file(folder / "model.safetensors")
    load(model, {name.removeprefix("visual."): value.double() for name, value in tensors.items()})
    grids = []
    model.layer4.register_forward_hook(lambda module, inputs, output: grids.append(output))
    model(pixels)
    pool, places = model.attnpool, grids[0].flatten(2).permute(2, 0, 1)  # [HW, B, C]
    rows = torch.cat([places.mean(0, keepdim=True), places]) + pool.positional_embedding[:, None]
    features, _ = multi_head_attention_forward(
        rows, rows, rows, rows.shape[-1], pool.num_heads, in_proj_weight=None,
        in_proj_bias=torch.cat([pool.q_proj.bias, pool.k_proj.bias, pool.v_proj.bias]), bias_k=None, bias_v=None,
        add_zero_attn=False, dropout_p=0, out_proj_weight=pool.c_proj.weight, out_proj_bias=pool.c_proj.bias,
        training=False, need_weights=False, use_separate_proj_weight=True, q_proj_weight=pool.q_proj.weight,
        k_proj_weight=pool.k_proj.weight, v_proj_weight=pool.v_proj.weight)
    return features.permute(1, 0, 2)


def main():
    peers = {"quick_gelu": hugging_face, "gelu": hugging_face, "huge": huge, "resnet": resnet}
    for name, peer in peers.items():
        folder = Path(sys.argv[1]) / name
        golden = load_file(folder / "golden.safetensors")
        with torch.no_grad():
            found = peer(folder, golden["pixels"].double())
        error = (found[:, 0] - golden["image.features"]).abs().max().item()
        print(name, tuple(found.shape), f"first row against image.features: {error:.1e}")
        save_file({"local_features": found.float().contiguous()}, folder / "local.safetensors")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
