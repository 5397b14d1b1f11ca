"""A small byte-level BPE vocabulary in CLIP's file format (vocab.json, merges.txt)."""

import collections
import json
from pathlib import Path

import regex

START, END = "<|startoftext|>", "<|endoftext|>"
WORDS = regex.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", regex.IGNORECASE
)


def byte_symbols() -> tuple[list[str], list[str]]:
    """One printable character per byte value, and the same in the vocabulary's order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in printable}
    hidden = [byte for byte in range(256) if byte not in table]
    table.update({byte: chr(256 + index) for index, byte in enumerate(hidden)})
    return [table[byte] for byte in range(256)], [table[b] for b in printable + hidden]


class Vocabulary:
    """Learns merges from text, writes CLIP's two files, and encodes captions."""

    def __init__(self, merges: list[tuple[str, str]]):
        self.symbols, base = byte_symbols()
        pieces = base + [piece + "</w>" for piece in base]
        pieces += ["".join(pair) for pair in merges] + [START, END]
        self.merges = merges
        self.ids = {piece: index for index, piece in enumerate(pieces)}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.cache: dict[str, list[int]] = {}

    @staticmethod
    def learn(texts, count: int) -> "Vocabulary":
        """Byte-pair merges, the most frequent pair first; ties by the pair itself."""
        symbols, _ = byte_symbols()
        counts = collections.Counter()
        for text in texts:
            counts.update(word.lower() for word in WORDS.findall(text))
        words = {w: split(w, symbols) for w in counts}
        merges = []
        while len(merges) < count:
            pairs = collections.Counter()
            for word, pieces in words.items():
                for pair in zip(pieces, pieces[1:]):
                    pairs[pair] += counts[word]
            if not pairs:
                break
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            merges.append(best)
            words = {word: join(pieces, best) for word, pieces in words.items()}
        return Vocabulary(merges)

    def encode(self, text: str) -> list[int]:
        """Token ids between start and end."""
        ids = [self.ids[START]]
        for word in WORDS.findall(text.lower()):
            if word not in self.cache:
                self.cache[word] = self.word(word)
            ids += self.cache[word]
        return ids + [self.ids[END]]

    def word(self, word: str) -> list[int]:
        pieces = split(word, self.symbols)
        while len(pieces) > 1:
            pairs = [pair for pair in zip(pieces, pieces[1:]) if pair in self.ranks]
            if not pairs:
                break
            pieces = join(pieces, min(pairs, key=self.ranks.get))
        return [self.ids[piece] for piece in pieces]

    def save(self, folder: Path) -> None:
        lines = ["#version: 0.2"] + [" ".join(pair) for pair in self.merges]
        (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        text = json.dumps(self.ids, ensure_ascii=False)
        (folder / "vocab.json").write_text(text, encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> "Vocabulary":
        lines = (folder / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
        return Vocabulary([tuple(line.split(" ")) for line in lines])


def split(word: str, symbols: list[str]) -> list[str]:
    pieces = [symbols[byte] for byte in word.encode("utf-8")]
    return pieces[:-1] + [pieces[-1] + "</w>"]


def join(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    joined, index = [], 0
    while index < len(pieces):
        if tuple(pieces[index : index + 2]) == pair:
            joined.append("".join(pair))
            index += 2
        else:
            joined.append(pieces[index])
            index += 1
    return joined
