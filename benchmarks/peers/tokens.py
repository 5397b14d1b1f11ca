"""Texts a second of the published tokenizers, one thread: peer of TokenizerBenchmark.

Run:  python benchmarks/peers/tokens.py CLIP CLIP-VOCABULARY models/src/test/resources/golden/tokens.jsonl.gz
CLIP is a checkout of https://github.com/openai/CLIP. Versions: see requirements.txt.
"""

import gzip
import json
import os
import statistics
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
sys.path.insert(0, sys.argv[1] + "/clip")
from simple_tokenizer import SimpleTokenizer
from transformers import CLIPTokenizer

texts = [json.loads(line)[0] for line in gzip.open(sys.argv[3], "rt")]


def report(name, work, runs):
    seconds = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    first, later = seconds[0], sorted(seconds[1:])
    rate = [len(texts) / s for s in (first, statistics.median(later), later[-1], later[0])]
    print(f"{name}: {len(texts)} texts, first pass {rate[0]:.0f} texts/s, then {rate[1]:.0f} ({rate[2]:.0f} to {rate[3]:.0f}, {runs} runs)")


openai, hugging_face = SimpleTokenizer(), CLIPTokenizer.from_pretrained(sys.argv[2])
backend = hugging_face.backend_tokenizer
report("openai", lambda: [openai.encode(text) for text in texts], 3)
report("hugging-face", lambda: [hugging_face(text)["input_ids"] for text in texts], 5)
report("tokenizers alone", lambda: [backend.encode(text).ids for text in texts], 5)
