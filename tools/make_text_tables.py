"""What characters are to OpenAI's and to Hugging Face's tokenizer, for org.softcpt.models.text.

Run:  python tools/make_text_tables.py models/src/main/resources/org/softcpt/models/text
Made with Python 3.11.7 (Unicode 14), regex 2026.11.15, tokenizers 0.23.3, ftfy 6.3.1.

The packages know different versions of Unicode, and Java's version depends on the JDK: tables make the tokens the same
on every JDK. characters.tsv has one row per table, name TAB ranges in hexadecimal; in the rows of lower case, each
range is first-last/step/distance. mojibake-characters.tsv has ftfy's classes of characters.
"""

import re
import sys
import unicodedata
from pathlib import Path

import regex
from ftfy.badness import MOJIBAKE_CATEGORIES
from tokenizers import Regex, normalizers, pre_tokenizers

POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
NFC = normalizers.NFC()


def ranges(points):
    runs = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in runs)


def openai(pattern):
    compiled = regex.compile(pattern, regex.IGNORECASE)
    return {c for c in POINTS if compiled.fullmatch(chr(c))}


def hugging_face(pattern):
    split = pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True)
    return {c for c in POINTS if split.pre_tokenize_str(chr(c))}


def lower(mapping):
    """Runs of equal step and distance. U+0130, the only one that becomes two characters, is left to the reader."""
    changed = [(c, ord(mapping(chr(c))) - c) for c in POINTS if c != 0x130 and mapping(chr(c)) != chr(c)]
    runs = []
    for point, distance in changed:
        last = runs[-1] if runs else None
        step = point - last[1] if last else 0
        if last and last[3] == distance and step <= 2 and last[2] in (0, step):
            last[1:3] = point, step
        else:
            runs.append([point, point, 0, distance])
    return ",".join(f"{a:x}-{b:x}/{max(step, 1)}/{d}" for a, b, step, d in runs)


def before_final_sigma():
    cased = {c for c in POINTS if (chr(c) + "Σ").lower().endswith("ς")}
    skipped = {c for c in POINTS if ("a" + chr(c) + "Σ").lower().endswith("ς")} - cased
    return cased, skipped


def inert(compose):
    """Characters that newer Unicode composes or reorders, and this normaliser leaves alone."""
    newer = regex.compile(r"[^\p{Canonical_Combining_Class=0}]")
    found = set()
    for c in POINTS:
        if newer.match(chr(c)):
            low, high = "b" + chr(c) + "\u0334", "b\u0345" + chr(c)
            if compose(low) == low and compose(high) == high and unicodedata.combining(chr(c)) not in (1, 240):
                found.add(c)
        apart = unicodedata.normalize("NFD", chr(c))
        if len(apart) > 1 and compose(apart) != unicodedata.normalize("NFC", chr(c)):
            found.add(c)
            found.update(map(ord, apart[1:]))
        if unicodedata.category(chr(c)) == "Cn" and regex.match(r"\P{Cn}", chr(c)):
            found.add(c)  # composes, if at all, only in a Unicode newer than either package's
    return found


def characters():
    cased, skipped = before_final_sigma()
    hf_lower = normalizers.Lowercase().normalize_str
    return {
        "openai.letters": ranges(openai(r"[\p{L}]")),
        "openai.numbers": ranges(openai(r"[\p{N}]")),
        "openai.inert": ranges(inert(lambda text: unicodedata.normalize("NFC", text))),
        "openai.lower": lower(str.lower),
        "hugging-face.letters": ranges(hugging_face(r"[\p{L}]+")),
        "hugging-face.numbers": ranges(hugging_face(r"[\p{N}]")),
        "hugging-face.inert": ranges(inert(NFC.normalize_str)),
        "hugging-face.lower": lower(hf_lower),
        "cased": ranges(cased),
        "skipped": ranges(skipped),
    }


def mojibake():
    members = {}
    for name, members_of in MOJIBAKE_CATEGORIES.items():
        compiled = re.compile(f"[{members_of}]")
        members[name] = ranges({c for c in POINTS if compiled.match(chr(c))})
    return members


def write(rows, path):
    path.write_text("".join(f"{name}\t{row}\n" for name, row in rows.items()), encoding="ascii")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(characters(), folder / "characters.tsv")
    write(mojibake(), folder / "mojibake-characters.tsv")
