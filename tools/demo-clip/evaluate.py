"""Zero-shot accuracy per attribute, with one plain English template each."""

import torch

from model import Clip, normalised

COUNTS = ["one object", "two objects", "three objects", "four objects"]


def prompts(folder) -> dict[str, tuple[int, list[str]]]:
    """Attribute: its column in the labels, and one prompt per value."""
    lines = (folder / "names.txt").read_text().splitlines()
    figures, colours, textures, backdrops = (line.split() for line in lines)
    return {
        "shape": (0, [f"a picture of a {name}." for name in figures]),
        "colour": (1, [f"a picture of a {name} object." for name in colours]),
        "texture": (2, [f"a picture of a {name} object." for name in textures]),
        "count": (3, [f"a picture of {name}." for name in COUNTS]),
        "background": (6, [f"a picture of an object on a {name} background." for name in backdrops]),
        "background colour": (
            7,
            [f"a picture of an object on a {name} background." for name in colours],
        ),
    }


@torch.no_grad()
def accuracies(model: Clip, encode, prompts, pixels, labels) -> dict[str, float]:
    """Share of right answers per attribute; `encode` turns texts into (tokens, end)."""
    images = torch.cat([model.image_features(normalised(part)) for part in pixels.split(500)])
    result = {}
    for name, (column, texts) in prompts.items():
        answers = (images @ model.text_features(*encode(texts)).T).argmax(1)
        result[name] = (answers == labels[:, column]).float().mean().item()
    return result
