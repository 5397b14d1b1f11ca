"""A small CLIP whose parameters carry the names of Hugging Face's CLIPModel."""

import json
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

MEAN = [0.48145466, 0.4578275, 0.40821073]
QUICK = 1.702
DEVIATION = [0.26862954, 0.26130258, 0.27577711]


@dataclass(frozen=True)
class Shape:
    """Sizes of both towers; they share width, heads and the projection's width."""

    vocabulary: int
    width: int = 128
    heads: int = 4
    vision_layers: int = 4
    text_layers: int = 4
    image: int = 64
    patch: int = 8
    context: int = 77
    projection: int = 128


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x, causal: bool):
        rows, length, width = x.shape
        projections = [self.q_proj, self.k_proj, self.v_proj]
        weight = torch.cat([part.weight for part in projections])
        bias = torch.cat([part.bias for part in projections])
        packed = F.linear(x, weight, bias).view(rows, length, 3, self.heads, -1)
        q, k, v = packed.permute(2, 0, 3, 1, 4)
        later = torch.ones(length, length, dtype=torch.bool).triu(1) if causal else None
        return self.out_proj(mixed(q, k, v, later).transpose(1, 2).reshape(rows, length, width))

    def last(self, x, place, causal: bool):
        """As forward, for one place per row: [B, T, W] to [B, W]."""
        rows, length, width = x.shape
        q = self.q_proj(x[torch.arange(rows), place]).view(rows, self.heads, 1, -1)
        k = self.k_proj(x).view(rows, length, self.heads, -1).transpose(1, 2)
        v = self.v_proj(x).view(rows, length, self.heads, -1).transpose(1, 2)
        later = (torch.arange(length) > place[:, None])[:, None, None] if causal else None
        return self.out_proj(mixed(q, k, v, later).reshape(rows, width))


def mixed(q, k, v, unseen):
    """Attention spelled out: on CPU the fused operator's backward pass was far slower."""
    scores = q @ (k * q.shape[-1] ** -0.5).transpose(2, 3)
    if unseen is not None:
        scores = scores.masked_fill(unseen, -1e4)
    return torch.softmax(scores, -1, dtype=scores.dtype) @ v


class Mlp(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        # QuickGELU, h * sigmoid(1.702 h), is silu(1.702 h) / 1.702. Scaling the small weights in
        # place of the large activations saves a fifth of a step.
        hidden = F.linear(x, QUICK * self.fc1.weight, QUICK * self.fc1.bias)
        return F.linear(F.silu(hidden), self.fc2.weight / QUICK, self.fc2.bias)


class Block(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.layer_norm1 = nn.LayerNorm(width)
        self.mlp = Mlp(width)
        self.layer_norm2 = nn.LayerNorm(width)

    def forward(self, x, causal: bool):
        x = x + self.self_attn(self.layer_norm1(x), causal)
        return x + self.mlp(self.layer_norm2(x))

    def last(self, x, place, causal: bool):
        one = x[torch.arange(len(x)), place]
        one = one + self.self_attn.last(self.layer_norm1(x), place, causal)
        return one + self.mlp(self.layer_norm2(one))


class Encoder(nn.Module):
    def __init__(self, width: int, heads: int, layers: int):
        super().__init__()
        self.layers = nn.ModuleList(Block(width, heads) for _ in range(layers))

    def forward(self, x, causal: bool, place):
        """Only one place per row is read in the end, so the last layer computes no other."""
        for layer in self.layers[:-1]:
            x = layer(x, causal)
        return self.layers[-1].last(x, place, causal)


class VisionEmbeddings(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width, patch = shape.width, shape.patch
        self.class_embedding = nn.Parameter(0.02 * torch.randn(width))
        self.patch_embedding = nn.Conv2d(3, width, patch, stride=patch, bias=False)
        self.position_embedding = nn.Embedding((shape.image // patch) ** 2 + 1, width)

    def forward(self, pixels, kept=None):
        """`kept`: indices of the patches to look at (all of them if None)."""
        rows, _, height, _ = pixels.shape
        patch = self.patch_embedding.kernel_size[0]
        side = height // patch
        patches = pixels.view(rows, 3, side, patch, side, patch).permute(0, 2, 4, 1, 3, 5)
        flat = patches.reshape(rows, side * side, -1)
        places = self.position_embedding.weight
        if kept is not None:
            flat, places = flat[:, kept], torch.cat([places[:1], places[1:][kept]])
        embedded = F.linear(flat, self.patch_embedding.weight.flatten(1))
        first = self.class_embedding.to(embedded.dtype).expand(rows, 1, -1)
        return torch.cat([first, embedded], 1) + places


class VisionModel(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.embeddings = VisionEmbeddings(shape)
        self.pre_layrnorm = nn.LayerNorm(shape.width)  # Hugging Face's spelling
        self.encoder = Encoder(shape.width, shape.heads, shape.vision_layers)
        self.post_layernorm = nn.LayerNorm(shape.width)

    def forward(self, pixels, kept=None):
        x = self.pre_layrnorm(self.embeddings(pixels, kept))
        first = torch.zeros(len(x), dtype=torch.long)
        return self.post_layernorm(self.encoder(x, False, first))


class TextEmbeddings(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.token_embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.position_embedding = nn.Embedding(shape.context, shape.width)

    def forward(self, tokens):
        return self.token_embedding(tokens) + self.position_embedding.weight[: tokens.shape[1]]


class TextModel(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.embeddings = TextEmbeddings(shape)
        self.encoder = Encoder(shape.width, shape.heads, shape.text_layers)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(self, tokens, end):
        return self.final_layer_norm(self.encoder(self.embeddings(tokens), True, end))


class Clip(nn.Module):
    """Both towers, their projections and the log temperature."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.vision_model = VisionModel(shape)
        self.text_model = TextModel(shape)
        self.visual_projection = nn.Linear(shape.width, shape.projection, bias=False)
        self.text_projection = nn.Linear(shape.width, shape.projection, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(2.6592))
        self.apply(initialise)

    def image_features(self, pixels):
        return F.normalize(self.visual_projection(self.vision_model(pixels)).float(), dim=-1)

    def text_features(self, tokens, end):
        return F.normalize(self.text_projection(self.text_model(tokens, end)).float(), dim=-1)


def initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)


def normalised(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 [B, H, W, 3] to standardised float [B, 3, H, W]."""
    scaled = pixels.permute(0, 3, 1, 2).float() / 255
    mean = torch.tensor(MEAN).view(3, 1, 1)
    return (scaled - mean) / torch.tensor(DEVIATION).view(3, 1, 1)


def configuration(shape: Shape) -> str:
    """config.json as transformers' CLIPModel reads it."""
    tower = {
        "hidden_size": shape.width,
        "intermediate_size": 4 * shape.width,
        "num_attention_heads": shape.heads,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
        "projection_dim": shape.projection,
    }
    text = tower | {
        "model_type": "clip_text_model",
        "num_hidden_layers": shape.text_layers,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "bos_token_id": shape.vocabulary - 2,
        "eos_token_id": shape.vocabulary - 1,
        "pad_token_id": shape.vocabulary - 1,
    }
    vision = tower | {
        "model_type": "clip_vision_model",
        "num_hidden_layers": shape.vision_layers,
        "image_size": shape.image,
        "patch_size": shape.patch,
        "num_channels": 3,
    }
    whole = {
        "architectures": ["CLIPModel"],
        "model_type": "clip",
        "projection_dim": shape.projection,
        "logit_scale_init_value": 2.6592,
        "text_config": text,
        "vision_config": vision,
    }
    return json.dumps(whole, indent=2) + "\n"


def preprocessing(shape: Shape) -> str:
    """preprocessor_config.json: bicubic resize of the short side, centre crop, CLIP's mean."""
    side = shape.image
    settings = {
        "do_resize": True,
        "size": {"shortest_edge": side},
        "resample": 3,
        "do_center_crop": True,
        "crop_size": {"height": side, "width": side},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": MEAN,
        "image_std": DEVIATION,
        "do_convert_rgb": True,
        "image_processor_type": "CLIPImageProcessor",
    }
    return json.dumps(settings, indent=2) + "\n"
