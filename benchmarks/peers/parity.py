"""The peers of ParityValues: the same weights and inputs in PyTorch models that others wrote, and how far ours is off.

Usage: python parity.py compare NAME WEIGHTS VALUES [--format F] [--peer transformers|open_clip|openai] [--openai MODEL.py]
       python parity.py write NAME WEIGHTS FOLDER --format hugging-face
Pinned: torch 2.15.0, transformers 5.23.0, open_clip_torch 3.3.0 (requirements.txt).

WEIGHTS is RandomWeights' file, VALUES ParityValues'. Sizes are those that open_clip publishes under the model's name. A peer
computes in float64; openai/CLIP's only in float32, because its LayerNorm does. `write` saves the weights as a file format that
`softcpt export --weights` reads, by the peer's own means.
"""

import argparse
import resource
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from clip_peers import OpenClip, Transformers, expected, load, openai, openai_names  # noqa: E402

PUBLISHED = {  # the project's name: open_clip's
    "rn50": "RN50-quickgelu", "rn101": "RN101-quickgelu", "rn50x4": "RN50x4-quickgelu",
    "rn50x16": "RN50x16-quickgelu",
    "vit-b-32": "ViT-B-32-quickgelu", "vit-b-16": "ViT-B-16-quickgelu", "vit-l-14": "ViT-L-14-quickgelu",
    "vit-l-14-336": "ViT-L-14-336-quickgelu", "vit-h-14": "ViT-H-14",
}


def published(name):
    import open_clip
    return open_clip.get_model_config(PUBLISHED[name])


def open_clip_model(name, tensors):
    from open_clip.model import CLIP
    sizes = published(name)
    model = CLIP(sizes["embed_dim"], sizes["vision_cfg"], sizes["text_cfg"], quick_gelu=sizes.get("quick_gelu", False))
    return OpenClip(load(model, openai_names(tensors)))


def transformers_model(name, tensors):
    from transformers import CLIPConfig, CLIPModel
    sizes = published(name)

    def tower(part, heads):
        return dict(hidden_size=part["width"], intermediate_size=4 * part["width"], num_hidden_layers=part["layers"],
                    num_attention_heads=heads, hidden_act="quick_gelu" if sizes.get("quick_gelu") else "gelu")

    vision, text = sizes["vision_cfg"], sizes["text_cfg"]
    config = CLIPConfig(
        projection_dim=sizes["embed_dim"],
        text_config=dict(tower(text, text["heads"]), vocab_size=text["vocab_size"],
                         max_position_embeddings=text["context_length"], bos_token_id=49406, eos_token_id=49407),
        vision_config=dict(tower(vision, vision["width"] // vision.get("head_width", 64)),
                           image_size=vision["image_size"], patch_size=vision["patch_size"]))
    return Transformers(load(CLIPModel(config), tensors))


def rows_error(found, wanted):
    """Length of the difference relative to the wanted row's, the worst of the first axis's rows."""
    found, wanted = found.double(), wanted.double()
    if wanted.dim() == 0:
        return ((found - wanted).abs() / wanted.abs()).item()
    difference = (found - wanted).flatten(1).norm(dim=1)
    return (difference / wanted.flatten(1).norm(dim=1)).max().item()


def compare(arguments):
    tensors = load_file(arguments.weights)
    if arguments.peer == "openai":
        peer = openai(arguments.openai, tensors)
    else:
        peer = {"open_clip": open_clip_model, "transformers": transformers_model}[arguments.peer](arguments.name, tensors)
        tensors.clear()
        peer.model.double()
    values = load_file(arguments.values)
    with safe_open(arguments.values, "pt") as file:
        metadata = file.metadata()
    wanted = expected(peer, values, int(metadata["bos"]))
    errors = {name: rows_error(values["found." + name], value) for name, value in wanted.items()}
    columns = [arguments.name, arguments.format, metadata["precision"],
               f"{arguments.peer} {str(peer.token_embedding.weight.dtype).removeprefix('torch.')}"]
    for group in (["image.features"], ["text.features", "task.features", "class.features"], ["class.loss"],
                  ["task.d_contexts"], ["class.d_contexts"]):
        columns.append(f"{max(errors[name] for name in group):.1e}")
    images = wanted["image.features"]
    columns.append(f"{torch.nn.functional.cosine_similarity(images[0], images[1], dim=0):.3f}")
    print("| " + " | ".join(columns) + " |")
    print(f"{arguments.name}: the peer's peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2 ** 20:.1f} GiB",
          file=sys.stderr)


def write(arguments):
    peer = transformers_model(arguments.name, load_file(arguments.weights))
    peer.model.save_pretrained(arguments.folder, max_shard_size="100GB")
    from transformers import CLIPImageProcessorPil
    side = published(arguments.name)["vision_cfg"]["image_size"]
    CLIPImageProcessorPil(size={"shortest_edge": side}, crop_size={"height": side, "width": side}).save_pretrained(
        arguments.folder)


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    comparing = commands.add_parser("compare")
    comparing.set_defaults(run=compare)
    writing = commands.add_parser("write")
    writing.set_defaults(run=write)
    for command, last in ((comparing, "values"), (writing, "folder")):
        command.add_argument("name", choices=sorted(PUBLISHED))
        command.add_argument("weights")
        command.add_argument(last)
        command.add_argument("--format", default="random")
    comparing.add_argument("--peer", choices=["transformers", "open_clip", "openai"], default="open_clip")
    comparing.add_argument("--openai", help="clip/model.py of a checkout of openai/CLIP")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    arguments.run(arguments)


if __name__ == "__main__":
    main()
