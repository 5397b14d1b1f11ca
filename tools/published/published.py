"""The published trainers, run step by step on features that are given to them.

Nothing of the published code is here: it is imported from checkouts of kding1225/softcpt (with its Dassl under dist/) and, for
CoOp on single tasks, KaiyangZhou/CoOp. Their own trainer classes build model, optimiser and schedule and make every step
(`build_model`, `forward_backward`); replaced are only what loads CLIP, what loads data, and the image encoder, which becomes
the identity: a batch's "images" are features. Methods, settings and parameters go by the names of this project.

Made for Python 3.11, torch 2.15.0, torchvision 0.29.2, yacs 0.1.8, scikit-learn 1.9.1, ftfy 6.3.1 (requirements.txt);
checkouts: softcpt 7cab4b9ce4b049212591be131d2fb663ebd6df26, CoOp ff61507c790454bce7c5052c3ac39e60772f1f89.
"""

import contextlib
import gzip
import importlib
import importlib.util
import io
import pathlib
import sys
import tempfile
import types
import warnings
from collections import OrderedDict

import torch

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
import clip_peers  # noqa: E402  (names of weights)

ONLY_DATA_NEEDS = ("cv2", "gdown", "addict", "skimage", "skimage.filters", "tabulate", "wilds", "torch.utils.tensorboard")
SIDE = 32  # of the image tower that is never used
PARAMETERS = {
    "task_prompt_learner.ctx": "task_context",
    "class_prompt_learner.ctx": "class_context",
    "prompt_gen.proj": "sub_network",
    "prompt_learner.ctx": "context",
}


class Anything(types.ModuleType):
    """A module that is not installed and of which nothing is called."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class SchedulerOfOldTorch(torch.optim.lr_scheduler.LRScheduler):
    """Takes the argument `verbose`, which torch 2.15 no longer has and Dassl passes."""

    def __init__(self, optimizer, last_epoch=-1, verbose=False):
        super().__init__(optimizer, last_epoch)


class Code:
    """The published modules. `double`: made fit for 64 bits, which the published LayerNorm (always 32) is not."""

    def __init__(self, softcpt, coop=None, double=False):
        self.double, self.folders = double, {"mtcoop": softcpt, "mtcoop_hard": softcpt, "coop": coop}
        for name in ONLY_DATA_NEEDS:
            if name not in sys.modules and not installed(name):
                sys.modules[name] = Anything(name)
        torch.optim.lr_scheduler._LRScheduler = SchedulerOfOldTorch
        sys.path.insert(0, str(pathlib.Path(softcpt) / "dist" / "Dassl.pytorch"))
        self.modules, self.clip_models, self.merges = {}, {}, None  # merges: of another vocabulary than OpenAI's

    def module(self, name):
        """A trainer's module; both checkouts call their packages `trainers` and `clip`."""
        if name not in self.modules:
            folder = self.folders[name]
            if folder is None:
                raise SystemExit("coop-ca and coop-cs need the checkout of KaiyangZhou/CoOp: --coop DIR")
            registered().clear()
            for loaded in [m for m in sys.modules if m.split(".")[0] in ("trainers", "clip")]:
                del sys.modules[loaded]
            sys.path.insert(0, str(folder))
            try:
                self.modules[name] = importlib.import_module("trainers." + name)
                self.clip_models[name] = sys.modules["clip.model"]
            finally:
                sys.path.remove(str(folder))
            if self.double:
                self.clip_models[name].LayerNorm.forward = torch.nn.LayerNorm.forward
            if self.merges is not None:
                module = self.modules[name]
                module._tokenizer = module.clip._tokenizer = tokenizer(type(module._tokenizer), self.merges)
        return self.modules[name]

    def clip(self, name, weights, heads):
        """The published CLIP with the text tower of `weights`; its image tower is small and never used."""
        named = {n: t for n, t in clip_peers.openai_names(weights).items() if not n.startswith("visual.")}
        embed, layers = named["text_projection"].shape[1], len({n.split(".")[2] for n in named if ".resblocks." in n})
        positions, (vocabulary, width) = len(named["positional_embedding"]), named["token_embedding.weight"].shape
        self.module(name)
        model = self.clip_models[name].CLIP(embed, SIDE, 1, 64, SIDE, positions, vocabulary, width, heads, layers)
        result = model.load_state_dict(named, strict=False)
        if result.unexpected_keys or any(not key.startswith("visual.") for key in result.missing_keys):
            raise ValueError(f"weights: {result}")
        return model.double() if self.double else model.float()

    def settings(self, name, config, fields, optim):
        """The published defaults, the published file of the method, then what is asked for."""
        from dassl.config import get_cfg_default
        from yacs.config import CfgNode

        cfg = get_cfg_default()
        cfg.TEST.PER_TASK_RESULT = False  # train.py adds it, and the files set it
        cfg.merge_from_file(str(pathlib.Path(self.folders[name]) / "configs" / "trainers" / config / "rn50_ep50.yaml"))
        node = {"mtcoop": "MTCOOP", "mtcoop_hard": "MTCOOPH", "coop": "COOP"}[name]
        cfg.INPUT.SIZE = (SIDE, SIDE)
        # "fp16" means: leave the precision of the weights as it is
        cfg.TRAINER[node] = CfgNode({"PREC": "fp16" if self.double else "fp32", **fields})
        for key, value in optim.items():
            cfg.OPTIM[key] = value
        return cfg


def registered():
    """Dassl's trainers by name; a name may be registered once only."""
    from dassl.engine import TRAINER_REGISTRY

    return TRAINER_REGISTRY._obj_map


def tokenizer(kind, merges):
    """The published tokenizer over another list of merges; it wants it compressed, and takes an empty line for a merge."""
    with tempfile.TemporaryDirectory() as folder:
        packed = pathlib.Path(folder) / "merges.txt.gz"
        packed.write_bytes(gzip.compress(merges.read_text(encoding="utf-8").rstrip("\n").encode()))
        return kind(str(packed))


def installed(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def fields(method, settings):
    """Module, configuration folder and the trainer's own settings."""
    length, place = int(settings["context_length"]), settings.get("placement", "end")
    if method in ("coop-ca", "coop-cs"):
        own = {"N_CTX": length, "CSC": method == "coop-cs", "CTX_INIT": "", "CLASS_TOKEN_POSITION": place}
        return "coop", "CoOp", "CoOp", own
    if method == "coop-mt":
        own = {"N_CTX": length, "CSC": False, "TSC": False, "CTX_INIT": "", "TOKEN_POSITION": place}
        return "mtcoop_hard", "MTCoOpHard", "MTCoOpHard", own
    variant = method.removeprefix("softcpt-")
    own = {
        "CSC": variant[0] == "c",
        "CLASS_CSC": variant[:2] == "cs",
        "TASK_CSC": variant[2:] == "ts",
        "N_CTX": length,
        "TASK_N_CTX": int(settings["task_context_length"]),
        "CLASS_N_CTX": int(settings.get("class_context_length", 4)),
        "TOKEN_POSITION": place,
        "TASK_TOKEN_POSITION": settings.get("task_placement", "end"),
        "CLASS_TOKEN_POSITION": settings.get("class_placement", "end"),
        "PG_TYPE": settings.get("sub_network", "lin"),
        "PG_RATIO": 1,
        "CLS_SAMPLE_RATE": float(settings.get("class_sampling", 0)),
        "FREEZE_CLS_PROMPT": int(settings.get("freeze_class_context", "false") == "true"),
        "CTX_INIT": "",
        "TASK_CTX_INIT": "",
        "CLASS_CTX_INIT": "",
    }
    return "mtcoop", "MTCoOp", "MTCoOp", own


class Training:
    """One published trainer at work.

    `repeats`: as published, `forward_backward` steps optimiser and schedule once for every name a part of the model was
    registered under (mtcoop.py registers prompt_learner, class_prompt_learner unless frozen, task_prompt_learner and
    prompt_gen, all with the one optimiser and schedule). Without it each is stepped once, as the paper says.
    """

    def __init__(self, code, method, settings, tasks, weights, heads, steps_per_epoch, repeats):
        name, trainer, config, own = fields(method, settings)
        module = code.module(name)
        optim = {
            "LR": float(settings["learning_rate"]),
            "MAX_EPOCH": int(settings["epochs"]),
            "MOMENTUM": float(settings["momentum"]),
            "WEIGHT_DECAY": float(settings["weight_decay"]),
            "WARMUP_EPOCH": int(settings["warm_up_epochs"]),
            "WARMUP_CONS_LR": float(settings["warm_up_rate"]),
        }
        self.single = name == "coop"
        self.double, self.steps_per_epoch, self.done = code.double, steps_per_epoch, 0
        clip_model = code.clip(name, weights, heads)
        module.load_clip_to_cpu = lambda cfg: clip_model
        self.trainer = object.__new__(getattr(module, trainer))  # its constructor would load data
        t = self.trainer
        t._models, t._optims, t._scheds = OrderedDict(), OrderedDict(), OrderedDict()
        t.cfg, t.device, t.num_batches = code.settings(name, config, own, optim), torch.device("cpu"), steps_per_epoch
        classes = [list(task["classes"]) for task in tasks]
        t.dm = types.SimpleNamespace(dataset=types.SimpleNamespace(
            classnames=classes[0], taskid2cname=classes, taskid2tname=[task["name"] for task in tasks],
            taskid2type=["sl"] * len(tasks), taskid2metric=["overall_acc"] * len(tasks)))
        with contextlib.redirect_stdout(io.StringIO()):
            t.build_model()
        t.model.image_encoder = torch.nn.Identity()
        t.model.register_forward_hook(self.observe)
        self.updates = len(t._optims) if repeats else 1
        if not repeats:
            for other in list(t._optims)[1:]:
                t._optims[other] = t._scheds[other] = None
        self.parameters = {PARAMETERS[n]: p for n, p in t.model.named_parameters() if n in PARAMETERS}

    def observe(self, model, inputs, output):
        self.logits, self.selected = output if isinstance(output, tuple) else (output, None)

    def assign(self, values):
        for name, parameter in self.parameters.items():
            if values[name].shape != parameter.shape:
                raise ValueError(f"{name}: published {tuple(parameter.shape)}, ours {tuple(values[name].shape)}")
            parameter.data.copy_(values[name])

    def learned(self):
        """Parameters that have a gradient."""
        return {n: p for n, p in self.parameters.items() if p.requires_grad}

    @property
    def rate(self):
        return self.trainer.optim.param_groups[0]["lr"]

    def step(self, features, labels):
        """features [B, D]; labels [B, C], -1 where the image is not of the class's task, else 0 or 1."""
        rate = self.rate
        self.trainer.batch_idx = self.done % self.steps_per_epoch
        self.done += 1
        label = labels.argmax(-1) if self.single else labels
        image = features.double() if self.double else features
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's about the order of schedules, sklearn's about classes not seen
            summary = self.trainer.forward_backward({"img": image, "label": label})
        return {
            "loss": summary["loss"],
            "rate": rate,
            "logits": self.logits.detach(),
            "selected": None if self.selected is None else sorted(self.selected.tolist()),
            "gradients": {n: p.grad.detach().clone() for n, p in self.learned().items()},
        }
