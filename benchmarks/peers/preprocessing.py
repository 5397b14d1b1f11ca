"""The peer of PreprocessingBenchmark: Pillow and torchvision, CPU time of one thread, on the same files.

Usage: python preprocessing.py make PHOTOGRAPHS FOLDER   (writes twelve typical ones: 500 x 375 pixels, quality 88)
       python preprocessing.py time FOLDER [runs]
       python preprocessing.py draft FOLDER              (what libjpeg's scaled decoding would change)
Pinned: pillow 13.0.0, torch 2.15.0, torchvision 0.29.2 (requirements.txt).
"""

import io
import pathlib
import sys
import time

import numpy as np
import torch
from PIL import Image, ImageOps
from torchvision import transforms

torch.set_num_threads(1)
SHRINK = transforms.Compose([transforms.Resize(224, transforms.InterpolationMode.BICUBIC), transforms.CenterCrop(224)])
NORMALISE = transforms.Compose([transforms.ToTensor(), transforms.Normalize(
    (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))])


def make(photographs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(photographs.rglob("*.jpg"))
    for number, file in enumerate(files[::len(files) // 12][:12]):
        image = ImageOps.fit(Image.open(file).convert("RGB"), (500, 375), Image.Resampling.BICUBIC)
        image.save(folder / f"{number:02}.jpg", quality=88)


def decode(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


def preprocess(image):
    return NORMALISE(SHRINK(image))


def report(name, runs, work):
    for run in range(runs // 4):
        work(run)
    millis = []
    for run in range(runs):
        start = time.thread_time()
        work(run)
        millis.append(1000 * (time.thread_time() - start))
    middle, high, highest = (np.percentile(millis, share) for share in (50, 90, 99))
    print(f"pillow  {name:22} p50 {middle:6.2f} ms  p90 {high:6.2f} ms  p99 {highest:6.2f} ms  {1000 / middle:5.0f} images/s and core")


def measure(folder, runs):
    files = [file.read_bytes() for file in sorted(folder.glob("*"))]
    images = [decode(file) for file in files]
    report("decode", runs, lambda run: decode(files[run % len(files)]))
    report("preprocess", runs, lambda run: preprocess(images[run % len(files)]))
    report("decode and preprocess", runs, lambda run: preprocess(decode(files[run % len(files)])))


def draft(folder):
    """Of each file: the size libjpeg would decode to, and the largest difference of the 224 x 224 pixels."""
    for file in sorted(folder.glob("*")):
        whole, scaled = Image.open(file), Image.open(file)
        scaled.draft("RGB", (224, 224))
        size = scaled.size
        difference = np.abs(np.asarray(SHRINK(whole.convert("RGB"))).astype(int) - np.asarray(SHRINK(scaled.convert("RGB"))))
        print(file.name, whole.size, size, "largest", difference.max(), "mean %.3f" % difference.mean())


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
    elif sys.argv[1] == "time":
        measure(pathlib.Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 480)
    else:
        draft(pathlib.Path(sys.argv[2]))
