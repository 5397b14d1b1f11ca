"""Talks to a running server as clients of the Open Inference Protocol do.

Versions: Python 3.11, tritonclient[http] 2.73.0, prometheus_client 0.26.0; requests are made by them alone.

    check_inference_protocol.py HOST:PORT MODEL IMAGE [--reload] [--metrics]

Prints one line of JSON: the server's and the model's metadata, and the answers to IMAGE by every way to ask:
binary and JSON tensors, files and pixels, chosen outputs, the best classes, asynchronously, with a version.
`org.softcpt.server.TritonClientTest` compares them with the library's.
"""

import argparse
import base64
import json
import urllib.request

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException


def image_input(data, binary):
    """Bytes behind the JSON, or base64 in it: JSON has no bytes."""
    content = data if binary else base64.b64encode(data)
    tensor = triton.InferInput("image", [1], "BYTES")
    tensor.set_data_from_numpy(np.array([content], dtype=np.object_), binary_data=binary)
    return tensor


def rows(result, names):
    return {name: result.as_numpy(name).tolist() for name in names}


def refusal(call):
    try:
        call()
    except InferenceServerException as refused:
        return {"status": refused.status(), "message": refused.message()}
    raise SystemExit("expected a refusal, found an answer")


def infer(client, model, data, metadata):
    names = [output["name"] for output in metadata["outputs"]]
    version = metadata["versions"][0]
    first = names[0]
    binary = image_input(data, True)
    answers = {}
    answers["all"] = rows(client.infer(model, [binary], request_id="7"), names)
    answers["id"] = client.infer(model, [binary], request_id="7").get_response()["id"]
    answers["json"] = rows(
        client.infer(
            model,
            [image_input(data, False)],
            outputs=[triton.InferRequestedOutput(name, binary_data=False) for name in names],
        ),
        names,
    )
    answers["version"] = rows(client.infer(model, [binary], model_version=version), names)
    answers["async"] = rows(client.async_infer(model, [binary]).get_result(), names)
    one = client.infer(model, [binary], outputs=[triton.InferRequestedOutput(first)])
    answers["one"] = [output["name"] for output in one.get_response()["outputs"]]
    best = client.infer(model, [binary], outputs=[triton.InferRequestedOutput(first, class_count=2)])
    answers["best"] = [text.decode() for text in best.as_numpy(first)[0]]
    shape = [2] + metadata["inputs"][1]["shape"][1:]
    pixels = np.random.default_rng(5).standard_normal(shape).astype(np.float32)
    for name, behind in (("pixels", True), ("pixels_json", False)):
        tensor = triton.InferInput("pixels", shape, "FP32")
        tensor.set_data_from_numpy(pixels, binary_data=behind)
        answers[name] = rows(client.infer(model, [tensor]), names)
    return answers


def refusals(client, model, data):
    broken = image_input(b"no image", True)
    return {
        "image": refusal(lambda: client.infer(model, [broken])),
        "model": refusal(lambda: client.get_model_metadata(model + "-not")),
        "output": refusal(
            lambda: client.infer(
                model, [image_input(data, True)], outputs=[triton.InferRequestedOutput("not")]
            )
        ),
    }


def metric_names(address):
    from prometheus_client.parser import text_string_to_metric_families

    with urllib.request.urlopen(f"http://{address}/metrics") as response:
        text = response.read().decode()
    return {family.name: family.type for family in text_string_to_metric_families(text)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("model")
    parser.add_argument("image")
    parser.add_argument("--reload", action="store_true")
    parser.add_argument("--metrics", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.image, "rb") as file:
        data = file.read()
    with triton.InferenceServerClient(arguments.address) as client:
        metadata = client.get_model_metadata(arguments.model)
        found = {
            "live": client.is_server_live(),
            "ready": client.is_server_ready(),
            "model_ready": client.is_model_ready(arguments.model),
            "other_ready": client.is_model_ready(arguments.model + "-not"),
            "server": client.get_server_metadata(),
            "model": metadata,
            "index": client.get_model_repository_index(),
            "answers": infer(client, arguments.model, data, metadata),
            "refusals": refusals(client, arguments.model, data),
        }
        if arguments.reload:
            client.load_model(arguments.model)
            found["reloaded"] = True
    if arguments.metrics:
        found["metrics"] = metric_names(arguments.address)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
