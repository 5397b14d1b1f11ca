"""Writes another version of a bundle that answers the same: its encoder has one more line of metadata, so another digest.

usage: second_version.py BUNDLE OUT
"""
import hashlib
import json
import pathlib
import shutil
import sys

import onnx

bundle, out = map(pathlib.Path, sys.argv[1:])
shutil.copytree(bundle, out)
model = onnx.load(out / "image_encoder.onnx", load_external_data=False)
model.metadata_props.add(key="version", value="second")
onnx.save(model, out / "image_encoder.onnx")
manifest = json.loads((out / "bundle.json").read_text())
files = manifest["files"]
files["image_encoder.onnx"] = hashlib.sha256((out / "image_encoder.onnx").read_bytes()).hexdigest()
both = files["image_encoder.onnx"] + "+" + files["image.safetensors"]
manifest["image_encoder_sha256"] = hashlib.sha256(both.encode()).hexdigest()
(out / "bundle.json").write_text(json.dumps(manifest, indent=2))
