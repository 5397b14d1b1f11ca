"""Writes the golden values of the tests in org.softcpt.trainer.feature.

Made with Python 3.11+, scikit-learn 1.9.1, torch 2.15.0 (CPU), numpy 2.x:
    python tools/feature_golden.py > trainer/src/test/resources/org/softcpt/trainer/feature/feature-golden.json

Logistic regression: scikit-learn's own, converged (tolerance 1e-9), for two and five classes.
Optimisers: PyTorch's Adam, AdamW and SGD over fixed gradients. Models: the logits of Tip-Adapter,
TaskRes, LP++ and CLIP-Adapter and the gradients autograd gives, written from the papers' formulas
in double precision. Inputs are drawn once and stored, so that the tests need no random generator of
Python's.
"""

import json
import platform

import numpy
import sklearn
import torch
from sklearn.linear_model import LogisticRegression

IMAGES, CLASSES, WIDTH, HIDDEN, SCALE = 13, 5, 7, 3, 20.0


def flat(array):
    return numpy.asarray(array, dtype=float).ravel().tolist()


def logistic(generator, classes, images, width, c):
    features = numpy.round(2 * generator.normal(size=(images, width)), 3)
    labels = numpy.arange(images) % classes
    model = LogisticRegression(C=c, tol=1e-9, max_iter=100000).fit(features, labels)
    return {
        "c": c,
        "classes": classes,
        "width": width,
        "features": flat(features),
        "labels": labels.tolist(),
        "probabilities": flat(model.predict_proba(features)),
        "weights": flat(model.coef_),  # one row if there are two classes
    }


def optimiser(name, make):
    torch.manual_seed(5)
    weight = torch.nn.Parameter(torch.randn(6, dtype=torch.float64))
    start = flat(weight.detach())
    optimizer = make([weight])
    steps = []
    for index in range(8):
        rate = 1e-3 * (index + 1)
        optimizer.param_groups[0]["lr"] = rate
        weight.grad = torch.randn(6, dtype=torch.float64)
        optimizer.step()
        steps.append({"rate": rate, "gradient": flat(weight.grad), "values": flat(weight.detach())})
    return {"name": name, "start": start, "steps": steps}


def unit(rows):
    return rows / rows.norm(dim=-1, keepdim=True)


def case(logits, labels, parameters):
    torch.nn.functional.cross_entropy(logits, labels).backward()
    return {
        "logits": flat(logits.detach()),
        "values": {n: flat(p.detach()) for n, p in parameters.items()},
        "gradients": {n: flat(p.grad) for n, p in parameters.items()},
    }


def models():
    torch.manual_seed(7)
    double = {"dtype": torch.float64}
    images = 3 * torch.randn(IMAGES, WIDTH, **double)
    labels = torch.arange(IMAGES) % CLASSES
    text = unit(torch.randn(CLASSES, WIDTH, **double))

    def parameter(*shape, scale=1.0):
        return torch.nn.Parameter(scale * torch.randn(*shape, **double))

    keys = torch.nn.Parameter(unit(torch.randn(2 * CLASSES, WIDTH, **double)))
    one_hot = torch.nn.functional.one_hot(torch.arange(2 * CLASSES) % CLASSES).double()
    votes = torch.exp(-5.5 * (1 - unit(images) @ keys.t())) @ one_hot
    cache = case(SCALE * unit(images) @ text.t() + 1.3 * votes, labels, {"keys": keys})

    residual = parameter(CLASSES, WIDTH)
    taskres = case(
        SCALE * unit(images) @ unit(text + 0.5 * residual).t(), labels, {"residual": residual}
    )

    weight, bias, multipliers = parameter(CLASSES, WIDTH), parameter(CLASSES), parameter(CLASSES)
    blend = unit(images) @ weight.t() + bias + multipliers * (unit(images) @ text.t())
    lpplus = case(blend, labels, {"weight": weight, "bias": bias, "multipliers": multipliers})

    down, up = parameter(HIDDEN, WIDTH, scale=0.4), parameter(WIDTH, HIDDEN, scale=0.4)
    adapted = torch.relu(torch.relu(images @ down.t()) @ up.t())
    adapter = case(
        SCALE * unit(0.2 * adapted + 0.8 * images) @ text.t(), labels, {"down": down, "up": up}
    )
    return {
        "images": flat(images),
        "labels": labels.tolist(),
        "text": flat(text),
        "cache": cache,
        "taskres": taskres,
        "lpplus": lpplus,
        "adapter": adapter,
    }


if __name__ == "__main__":
    generator = numpy.random.default_rng(3)
    print(
        json.dumps(
            {
                "made_with": {
                    "python": platform.python_version(),
                    "sklearn": sklearn.__version__,
                    "torch": torch.__version__,
                },
                "logistic": [
                    logistic(generator, 5, 23, 7, 1.0),
                    logistic(generator, 5, 23, 7, 0.01),
                    logistic(generator, 2, 13, 4, 1.0),
                    logistic(generator, 3, 12, 17, 100.0),
                ],
                "optimisers": [
                    optimiser("adam", lambda p: torch.optim.Adam(p, weight_decay=5e-4)),
                    optimiser("adamw", lambda p: torch.optim.AdamW(p, eps=1e-4)),
                    optimiser("momentum", lambda p: torch.optim.SGD(p, momentum=0.9, weight_decay=5e-4)),
                ],
                "models": models(),
            }
        )
    )
