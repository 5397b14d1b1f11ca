"""Writes the golden values of MomentumSgdGoldenTest and ScheduleGoldenTest.

Made with Python 3.11+, torch 2.15.0 (CPU), numpy 2.x:
    python tools/sgd_golden.py > trainer/src/test/resources/org/softcpt/trainer/training/sgd-golden.json

Two parameters, 12 steps, PyTorch's own SGD (momentum 0.9, weight decay 5e-4, no Nesterov) under
learning rates that a CosineAnnealingLR after one constant epoch gives over 5 epochs. Gradients
are drawn once and stored, so that the test needs no random generator of PyTorch's.
"""

import json
import platform

import torch


def learning_rates(epochs, peak, warm_up_rate, stride=1):
    """The published recipe: the warm-up epoch, then the cosine from its own epoch 0.

    With a stride the scheduler is stepped that many times an epoch, past the cosine's end.
    """
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=peak)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, float(epochs))
    rates = [warm_up_rate]
    for _ in range(stride * epochs - 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        cosine.step()
    return rates[::stride]


def run():
    torch.manual_seed(3)
    shapes = {"task_context": [2, 3], "sub_network": [5, 7]}
    parameters = {n: torch.nn.Parameter(0.5 * torch.randn(s)) for n, s in shapes.items()}
    start = {n: p.detach().flatten().tolist() for n, p in parameters.items()}
    optimizer = torch.optim.SGD(
        list(parameters.values()), lr=0.1, momentum=0.9, weight_decay=5e-4
    )
    steps = []
    for index in range(12):
        rate = 0.002 * (index + 1)
        optimizer.param_groups[0]["lr"] = rate
        gradients = {n: torch.randn(p.shape) for n, p in parameters.items()}
        for name, parameter in parameters.items():
            parameter.grad = gradients[name].clone()
        optimizer.step()
        steps.append(
            {
                "learning_rate": rate,
                "gradients": {n: g.flatten().tolist() for n, g in gradients.items()},
                "values": {n: p.detach().flatten().tolist() for n, p in parameters.items()},
            }
        )
    return start, steps


if __name__ == "__main__":
    start, steps = run()
    print(
        json.dumps(
            {
                "made_with": f"torch {torch.__version__}, Python {platform.python_version()}",
                "momentum": 0.9,
                "weight_decay": 5e-4,
                "start": start,
                "steps": steps,
                "schedule": {
                    "epochs": 50,
                    "learning_rate": 0.002,
                    "warm_up_rate": 1e-5,
                    "rates": learning_rates(50, 0.002, 1e-5),
                    "strides": {str(n): learning_rates(50, 0.002, 1e-5, n) for n in (3, 4)},
                },
            }
        )
    )
