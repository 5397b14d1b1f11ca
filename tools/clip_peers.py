"""CLIPs that others wrote, behind one small interface, and what they make of given inputs.

For golden_segments.py, golden_backbones.py and benchmarks/peers/parity.py.
Pinned: torch 2.15.0, transformers 5.23.0, open_clip_torch 3.3.0.

Weights go by the names of `org.softcpt.models.weights.ClipTensors`: transformers' names, and OpenAI's, beginning with
`visual.`, for a residual image tower. A peer gets them strictly: a tensor too many or too few is an error. Shares no code
with the project: prompts are padded token sequences over all positions, contexts enter by a hook on the token embedding.
"""

import importlib.util
import re

import torch

OPENAI_NAMES = [  # from the project's names to those of openai/CLIP and open_clip
    (r"^text_model\.embeddings\.token_embedding\.", "token_embedding."),
    (r"^text_model\.embeddings\.position_embedding\.weight$", "positional_embedding"),
    (r"^text_model\.final_layer_norm\.", "ln_final."),
    (r"^text_projection\.weight$", "text_projection"),
    (r"^vision_model\.embeddings\.class_embedding$", "visual.class_embedding"),
    (r"^vision_model\.embeddings\.patch_embedding\.", "visual.conv1."),
    (r"^vision_model\.embeddings\.position_embedding\.weight$", "visual.positional_embedding"),
    (r"^vision_model\.pre_layrnorm\.", "visual.ln_pre."),
    (r"^vision_model\.post_layernorm\.", "visual.ln_post."),
    (r"^visual_projection\.weight$", "visual.proj"),
    (r"^text_model\.encoder\.layers\.", "transformer.resblocks."),
    (r"^vision_model\.encoder\.layers\.", "visual.transformer.resblocks."),
    (r"\.layer_norm([12])\.", r".ln_\1."),
    (r"\.self_attn\.out_proj\.", ".attn.out_proj."),
    (r"\.self_attn\.q_proj\.", ".attn.in_proj_"),
    (r"\.mlp\.fc1\.", ".mlp.c_fc."),
    (r"\.mlp\.fc2\.", ".mlp.c_proj."),
]


def openai_names(tensors):
    """The same weights as openai/CLIP and open_clip name and lay them out."""
    named = {}
    for name, tensor in tensors.items():
        if re.search(r"self_attn\.[kv]_proj", name):
            continue  # stacked under the query
        if ".self_attn.q_proj." in name:
            tensor = torch.cat([tensors[name.replace("q_proj", part)] for part in ("q_proj", "k_proj", "v_proj")])
        if name in ("text_projection.weight", "visual_projection.weight"):
            tensor = tensor.T
        for pattern, replacement in OPENAI_NAMES:
            name = re.sub(pattern, replacement, name)
        named[name] = tensor
    return named


def load(model, tensors):
    result = model.load_state_dict(tensors, strict=False)
    missing = [name for name in result.missing_keys if not name.endswith("num_batches_tracked")]
    if missing or result.unexpected_keys:
        raise ValueError(f"missing {missing}, unexpected {result.unexpected_keys}")
    return model.eval().requires_grad_(False)


class Transformers:
    """transformers' CLIPModel; text features are read at the given places of EOT."""

    def __init__(self, model):
        self.model, self.token_embedding = model, model.text_model.embeddings.token_embedding

    @property
    def scale(self):
        return self.model.logit_scale.exp()

    def image(self, pixels):
        return self.model.visual_projection(self.model.vision_model(pixel_values=pixels).pooler_output)

    def text(self, ids, eot):
        hidden = self.model.text_model(input_ids=ids).last_hidden_state
        return self.model.text_projection(hidden[torch.arange(len(ids)), eot])


class OpenClip:
    """open_clip's CLIP, and openai/CLIP's: the same methods; they look for EOT themselves."""

    def __init__(self, model):
        self.model, self.token_embedding = model, model.token_embedding

    @property
    def scale(self):
        return self.model.logit_scale.exp()

    def image(self, pixels):
        return self.model.encode_image(pixels)

    def text(self, ids, eot):
        assert torch.equal(ids.argmax(-1), eot)
        return self.model.encode_text(ids)


def openai(model_file, tensors):
    """openai/CLIP's model; `model_file` is clip/model.py of a checkout of theirs. Single precision only: its LayerNorm is."""
    spec = importlib.util.spec_from_file_location("openai_clip_model", model_file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    named = openai_names(tensors)
    width, embed = named["ln_final.weight"].shape[0], named["text_projection"].shape[1]
    layers = len({name.split(".")[2] for name in named if name.startswith("transformer.resblocks.")})
    if "visual.proj" in named:
        places = named["visual.positional_embedding"].shape[0] - 1
        patch = named["visual.conv1.weight"].shape[-1]
        stages = len({name.split(".")[3] for name in named if name.startswith("visual.transformer.resblocks.")})
        vision = named["visual.conv1.weight"].shape[0]
    else:
        places, patch = named["visual.attnpool.positional_embedding"].shape[0] - 1, None
        stages = tuple(len({name.split(".")[2] for name in named if name.startswith(f"visual.layer{stage}.")})
                       for stage in (1, 2, 3, 4))
        vision = named["visual.layer1.0.conv1.weight"].shape[0]
    side = round(places ** 0.5) * (patch or 32)
    context, vocabulary = named["positional_embedding"].shape[0], named["token_embedding.weight"].shape[0]
    model = module.CLIP(embed, side, stages, vision, patch, context, vocabulary, width, width // 64, layers)
    return OpenClip(load(model, named))


class Prompts:
    """Token sequences [SOS] X..X name . [EOT], padded; X is replaced by context vectors."""

    def __init__(self, suffixes, groups, contexts, bos, positions):
        self.groups, self.contexts = torch.tensor(groups), contexts
        self.length = contexts.shape[1]
        self.ids = torch.zeros(len(suffixes), positions, dtype=torch.long)
        for row, suffix in enumerate(suffixes):
            sequence = [bos] + [1] * self.length + suffix
            self.ids[row, :len(sequence)] = torch.tensor(sequence)
        self.eot = torch.tensor([self.length + len(suffix) for suffix in suffixes])

    def features(self, peer):
        def put_contexts(module, inputs, output):
            own = self.contexts[self.groups]
            return torch.cat([output[:, :1], own, output[:, 1 + self.length:]], dim=1)

        hook = peer.token_embedding.register_forward_hook(put_contexts)
        try:
            return peer.text(self.ids, self.eot)
        finally:
            hook.remove()


def unit(rows):
    return rows / rows.norm(dim=-1, keepdim=True)


def expected(peer, inputs, bos, positions=77):
    """What a peer makes of the inputs of golden.safetensors, in the precision of its own weights: outputs by name."""
    real = peer.token_embedding.weight.dtype
    found = {}

    def prompts(part, groups, contexts):
        lengths = inputs[f"{part}.lengths"].tolist()
        suffixes = [part.tolist() for part in torch.split(inputs[f"{part}.tokens"], lengths)]
        return Prompts(suffixes, groups or [0] * len(suffixes), contexts, bos, positions).features(peer)

    with torch.no_grad():
        found["image.features"] = peer.image(inputs["pixels"].to(real))
        found["text.features"] = prompts("text", None, torch.zeros(1, 0, inputs["task.contexts"].shape[2], dtype=real))

    contexts = inputs["task.contexts"].to(real).requires_grad_()
    found["task.features"] = prompts("task", None, contexts)
    found["task.features"].backward(inputs["task.d_features"].to(real))
    found["task.d_contexts"] = contexts.grad

    groups = inputs["class.groups"].tolist()
    pairs = list(zip(inputs["class.pair_groups"].tolist(), inputs["class.pair_labels"].tolist()))
    contexts = inputs["class.contexts"].to(real).requires_grad_()
    features = prompts("class", groups, contexts)
    logits = peer.scale * unit(inputs["class.image_features"].to(real)) @ unit(features).T
    loss = torch.zeros((), dtype=real)
    for row, (group, label) in enumerate(pairs):  # every pair over its own task's classes only
        own = [c for c, g in enumerate(groups) if g == group]
        loss = loss + torch.nn.functional.cross_entropy(
            logits[row, own].unsqueeze(0), torch.tensor([own.index(label)]))
    loss = loss / inputs["class.images"].to(real)
    loss.backward()
    found.update({"class.features": features, "class.logits": logits, "class.loss": loss,
                  "class.d_contexts": contexts.grad})
    return {name: value.detach() for name, value in found.items()}
