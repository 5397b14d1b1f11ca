"""Talks to a running server with KServe's own client.

Versions: Python 3.11, kserve 0.21.0.

    check_kserve_client.py HOST:PORT MODEL IMAGE TASK

Asks about the IMAGE in binary and in JSON and compares; ends with 1 and a message if something differs.
"""

import asyncio
import base64
import sys

import httpx
import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest
from kserve.inference_client import RESTConfig
from kserve.protocol.infer_type import RequestedOutput


def request(model, data, task, binary):
    tensor = InferInput("image", [1], "BYTES")
    content = data if binary else base64.b64encode(data)
    tensor.set_data_from_numpy(np.array([content], dtype=np.object_), binary_data=binary)
    output = RequestedOutput(task, parameters={"binary_data": binary})
    return InferRequest(model, [tensor], request_outputs=[output])


def require(condition, what):
    if not condition:
        raise SystemExit("expected otherwise: " + what)


async def check(address, model, image, task):
    url = "http://" + address
    with open(image, "rb") as file:
        data = file.read()
    async with InferenceRESTClient(RESTConfig(protocol="v2")) as client:
        require(await client.is_server_live(url), "server live")
        require(await client.is_server_ready(url), "server ready")
        require(await client.is_model_ready(url, model), "model ready")
        require(not await client.is_model_ready(url, model + "-not"), "other model not ready")
        rows = []
        for binary in (True, False):
            answer = await client.infer(url, request(model, data, task, binary), model_name=model)
            require(answer.model_name == model, "model name")
            rows.append(answer.get_output_by_name(task).as_numpy())
        require(rows[0].shape == rows[1].shape and abs(rows[0].sum() - 1) < 1e-5, "probabilities")
        require(np.abs(rows[0] - rows[1]).max() < 1e-6, "equal numbers")
        try:
            await client.infer(url, request(model, b"none", task, True), model_name=model)
        except httpx.HTTPStatusError as refused:
            require(refused.response.status_code == 422, "422 for what is no image")
        else:
            raise SystemExit("expected a refusal of what is no image")
    print("kserve's client agrees:", rows[0].tolist())


asyncio.run(check(*sys.argv[1:]))
