"""Golden steps of KgCoOp, ProGrad, CoCoOp and PLOT: PyTorch's autograd in float64.

Usage: python tools/golden_losses.py > trainer/src/test/resources/org/softcpt/trainer/method/losses-golden.json
Pinned: torch 2.15.0.

Each loss is written down here from its paper (and, where paper and published code differ, the code), not from the
project. The text encoder is a linear map per class, feature = bias + matrix · context, because it is not what is
tested; hand-written prompts have features of their own. Tasks are one, as in the publications.
"""

import json
import platform

import torch
from torch.nn.functional import cosine_similarity, cross_entropy, log_softmax, normalize, softmax

CLASSES, LENGTH, TOKEN_WIDTH, WIDTH, IMAGES = 5, 3, 4, 6, 7
SCALE = 9.0
PLACES = 6


def draw(generator, *shape, deviation=1.0):
    """Numbers that single precision holds exactly: the test reads the same ones."""
    return (deviation * torch.randn(*shape, generator=generator)).float().double()


def encode(problem, context):  # [..., L, w] to [..., C, D]
    flat = context.flatten(-2)
    return problem["bias"] + torch.einsum("cde,...e->...cd", problem["matrix"], flat)


def cosines(images, texts):
    return normalize(images, dim=-1) @ normalize(texts, dim=-1).T


def kgcoop(problem, parameters, weight):
    """Cross-entropy and weight · (1 - mean cosine to the hand-written prompts)."""
    features = encode(problem, parameters["context"])
    loss = cross_entropy(SCALE * cosines(problem["images"], features), problem["labels"])
    distance = 1 - cosine_similarity(features, problem["guide"], dim=-1).mean()
    total = loss + weight * distance
    total.backward()
    return total


def prograd(problem, parameters, weight, temperature):
    """The cross-entropy's gradient without weight · its part against that of T² · KL(zero-shot, learned)."""
    context = parameters["context"]
    logits = SCALE * cosines(problem["images"], encode(problem, context))
    zero_shot = SCALE * cosines(problem["images"], problem["guide"])
    loss = cross_entropy(logits, problem["labels"])
    target = softmax(zero_shot / temperature, dim=-1)
    distance = -(target * log_softmax(logits / temperature, dim=-1)).sum(1).mean() * temperature**2
    own, = torch.autograd.grad(loss, context, retain_graph=True)
    general, = torch.autograd.grad(distance, context)
    direction = general / general.norm()
    along = (own * direction).sum()
    context.grad = own - weight * along * direction if along < 0 else own
    return loss, bool(along < 0)


def cocoop(problem, parameters):
    """The context plus what a network of two layers makes of each unit image feature."""
    images = normalize(problem["images"], dim=-1)
    hidden = torch.relu(images @ parameters["image_network.0.weight"] + parameters["image_network.0.bias"])
    shift = hidden @ parameters["image_network.1.weight"] + parameters["image_network.1.bias"]  # [B, w]
    features = encode(problem, parameters["context"] + shift[:, None])  # [B, C, D]
    logits = SCALE * torch.einsum("bd,bcd->bc", images, normalize(features, dim=-1))
    loss = cross_entropy(logits, problem["labels"])
    loss.backward()
    return loss


def transport(cosine, epsilon, iterations):
    """Sinkhorn scaling of one [P, N] problem; it stops as the published code does, but by itself."""
    kernel = torch.exp((cosine - 1) / epsilon)
    rows, columns = torch.ones(cosine.shape[0]).double(), torch.ones(cosine.shape[1]).double()
    for count in range(1, iterations + 1):
        before = rows
        rows = 1 / (len(rows) * (kernel @ columns))
        columns = 1 / (len(columns) * (kernel.T @ rows))
        if (rows - before).abs().mean() < 1e-2:
            break
    return rows[:, None] * kernel * columns, count


def plot(problem, parameters, epsilon, iterations):
    """Cosines of places and prompts, weighted by the transport plan, which is a constant in the gradient."""
    features = normalize(encode(problem, parameters["context"]), dim=-1)  # [N, C, D]
    places = normalize(problem["local"][:, 1:], dim=-1)  # [B, P, D]
    cosine = torch.einsum("bpd,ncd->bcpn", places, features)
    plans, counts = torch.zeros_like(cosine), set()
    for image in range(IMAGES):
        for c in range(CLASSES):
            plans[image, c], count = transport(cosine[image, c].detach(), epsilon, iterations)
            counts.add(count)
    loss = cross_entropy(SCALE * (plans * cosine).sum((2, 3)), problem["labels"])
    loss.backward()
    return loss, sorted(counts)


def case(name, settings, parameters, run):
    live = {key: value.clone().requires_grad_() for key, value in parameters.items()}
    result = run(live)
    loss, note = result if isinstance(result, tuple) else (result, None)
    return {"method": name, "settings": settings, "note": note, "loss": loss.item(),
            "parameters": {key: {"shape": list(value.shape), "values": value.detach().flatten().tolist(),
                                 "gradient": value.grad.flatten().tolist()} for key, value in live.items()}}


def contradicting(problem, generator, wanted, weight, temperature):
    """A context where ProGrad has something to take out, or has not."""
    while True:
        context = draw(generator, LENGTH, TOKEN_WIDTH)
        _, found = prograd(problem, {"context": context.clone().requires_grad_()}, weight, temperature)
        if found == wanted:
            return {"context": context}


def main():
    generator = torch.Generator().manual_seed(11)
    size = LENGTH * TOKEN_WIDTH
    problem = {"bias": draw(generator, CLASSES, WIDTH), "guide": draw(generator, CLASSES, WIDTH),
               "matrix": draw(generator, CLASSES, WIDTH, size, deviation=0.5),
               "images": draw(generator, IMAGES, WIDTH), "labels": torch.arange(IMAGES) * 3 % CLASSES,
               "local": draw(generator, IMAGES, 1 + PLACES, WIDTH)}
    one = {"context": draw(generator, LENGTH, TOKEN_WIDTH)}
    hidden = 1  # D / 16, at least one
    shapes = {"0.weight": (WIDTH, hidden), "0.bias": (hidden,), "1.weight": (hidden, TOKEN_WIDTH), "1.bias": (TOKEN_WIDTH,)}
    network = {f"image_network.{key}": draw(generator, *shape) for key, shape in shapes.items()}
    several = {"context": draw(generator, 3, LENGTH, TOKEN_WIDTH)}
    cases = [
        case("kgcoop", {"kgcoop_lambda": "8"}, one, lambda p: kgcoop(problem, p, 8)),
        case("prograd", {"prograd_lambda": "0.8", "prograd_temperature": "2"},
             contradicting(problem, generator, True, 0.8, 2),
             lambda p: prograd(problem, p, 0.8, 2)),
        case("prograd", {}, contradicting(problem, generator, True, 1, 1), lambda p: prograd(problem, p, 1, 1)),
        case("prograd", {}, contradicting(problem, generator, False, 1, 1), lambda p: prograd(problem, p, 1, 1)),
        case("cocoop", {}, {**one, **network}, lambda p: cocoop(problem, p)),
        case("plot", {"plot_prompts": "3"}, several, lambda p: plot(problem, p, 0.1, 100)),
        case("plot", {"plot_prompts": "3", "plot_iterations": "2", "plot_epsilon": "0.3"}, several,
             lambda p: plot(problem, p, 0.3, 2)),
    ]
    print(json.dumps({
        "made_with": f"torch {torch.__version__}, Python {platform.python_version()}", "scale": SCALE,
        "problem": {key: {"shape": list(value.shape), "values": value.flatten().tolist()} for key, value in problem.items()},
        "cases": cases}))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
