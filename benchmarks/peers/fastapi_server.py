"""The peer of `softcpt serve`: FastAPI, uvicorn (uvloop, httptools), ONNX Runtime on the same image graph, Pillow.

Usage: python fastapi_server.py BUNDLE PORT THREADS [WORKERS]

BUNDLE   with a head of text features; answers POST /v1/classify like softcpt serve (one raw image, all tasks)
THREADS  of one run of the session; FastAPI's own pool has as many threads, which decode and run one image each
WORKERS  processes, default 1

Pinned: fastapi 0.165.0, uvicorn 0.54.0, uvloop 0.23.0, httptools 0.9.0, onnxruntime 1.29.0, pillow 13.0.0, numpy 2.4.6,
safetensors 0.8.0 (requirements.txt).
"""

import contextlib
import io
import json
import os
import pathlib
import sys
import time

import anyio.to_thread
import numpy as np
import onnxruntime
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from PIL import Image
from safetensors.numpy import load_file


class Classifier:
    def __init__(self, bundle, threads):
        self.manifest = json.loads((bundle / "bundle.json").read_text())
        if self.manifest["head"] != "cosine":
            raise SystemExit(f"{bundle}: expected a head of text features, found {self.manifest['head']}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(bundle / "image_encoder.onnx", options, ["CPUExecutionProvider"])
        text = load_file(bundle / "heads.safetensors")["text_features"]
        self.text = text / np.linalg.norm(text, axis=1, keepdims=True)
        preprocessing = self.manifest["preprocessing"]
        self.side = preprocessing["crop"]
        self.short = preprocessing["resize"]
        self.mean = np.float32(preprocessing["mean"])
        self.std = np.float32(preprocessing["std"])

    def pixels(self, content):
        image = Image.open(io.BytesIO(content)).convert("RGB")
        width, height = image.size
        if width <= height:
            size = (self.short, int(self.short * height / width))
        else:
            size = (int(self.short * width / height), self.short)
        image = image.resize(size, Image.Resampling.BICUBIC)
        left = int(round((size[0] - self.side) / 2.0))
        top = int(round((size[1] - self.side) / 2.0))
        image = image.crop((left, top, left + self.side, top + self.side))
        values = (np.asarray(image, np.float32) / 255 - self.mean) / self.std
        return np.ascontiguousarray(values.transpose(2, 0, 1))[None]

    def classify(self, content):
        start = time.perf_counter()
        pixels = self.pixels(content)
        decoded = time.perf_counter()
        feature = self.session.run(["features"], {"pixels": pixels})[0][0]
        encoded = time.perf_counter()
        logits = np.exp(self.manifest["logit_scale"]) * (self.text @ (feature / np.linalg.norm(feature)))
        tasks, first = [], 0
        for task in self.manifest["tasks"]:
            some = logits[first : first + len(task["classes"])]
            powers = np.exp(some - some.max())
            shares = (powers / powers.sum()).tolist()
            tasks.append({"id": task["id"], "name": task["name"], "classes": [
                {"name": name, "probability": share} for name, share in zip(task["classes"], shares)]})
            first += len(some)
        return {"results": [{"image": "0", "tasks": tasks}], "milliseconds": {
            "decode": 1000 * (decoded - start), "encode": 1000 * (encoded - decoded)}}


THREADS = int(os.environ.get("PEER_THREADS", "1"))
CLASSIFIER = Classifier(pathlib.Path(os.environ["PEER_BUNDLE"]), THREADS) if "PEER_BUNDLE" in os.environ else None


@contextlib.asynccontextmanager
async def lifespan(_):
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS  # the default, 40, thrashes
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/health/ready")
async def ready():
    return {}


@app.post("/v1/classify")
async def classify(request: Request):
    content = await request.body()
    try:
        return await anyio.to_thread.run_sync(CLASSIFIER.classify, content)
    except (OSError, SyntaxError) as error:
        raise HTTPException(422, str(error)) from error


if __name__ == "__main__":
    os.environ["PEER_BUNDLE"], os.environ["PEER_THREADS"] = sys.argv[1], sys.argv[3]
    workers = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    os.environ["PYTHONPATH"] = str(pathlib.Path(__file__).parent)
    uvicorn.run("fastapi_server:app", host="127.0.0.1", port=int(sys.argv[2]), workers=workers, log_level="warning",
                access_log=False)
