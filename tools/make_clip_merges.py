"""Writes the merges of CLIP's vocabulary that the module 'models' carries.

Run:  python tools/make_clip_merges.py SHARED/data/tokenizer/bpe_simple_vocab_16e6.txt.gz models/src/main/resources/org/softcpt/models/tokenizer/clip-merges.txt.gz
Made with Python 3.11 (standard library only). OpenAI's file holds 262,145 merges, CLIP uses the first 48,894 of them.
The result has the same format, so one reader serves both; no time stamp: the same bytes each time.
"""

import gzip
import sys

SIZE = 49152 - 256 - 2

lines = gzip.open(sys.argv[1]).read().decode("utf-8").split("\n")
content = "\n".join(lines[: SIZE + 1]) + "\n"
with open(sys.argv[2], "wb") as out:
    out.write(gzip.compress(content.encode("utf-8"), compresslevel=9, mtime=0))
