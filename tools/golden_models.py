"""Golden data for the tests of the module 'models', made by the packages whose behaviour it must equal.

Run:  python tools/golden_models.py SHARED/data/tokenizer models/src/test/resources/golden
Made with Python 3.11.7, torch 2.15.0, transformers 5.23.0, tokenizers 0.23.3, safetensors 0.8.0, numpy 2.
Everything is seeded: a second run with these versions gives the same bytes.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, CLIPTokenizer

CAPTIONS = """a photo of a red circle on a blue background. two green squares, one small and one large!
a drawing of three yellow triangles; the flowers of the meadow: daisies, dandelions and roses.
a satellite picture of a harbour with many ships. it's what they've said, isn't it? we'll see."""

NAMES = """apple|avocado|banana|kiwi|passion fruit|red-skinned onion|granny smith apple|royal gala|fire lily
canterbury bells|bolero deep blue|pink primrose|mexican aster|king protea|spear thistle|yellow iris|globe-flower
2012 Ferrari FF Coupe|AM General Hummer SUV 2000|Ram C/V Cargo Van Minivan 2012|smart fortwo Convertible 2012
Boeing 737-800|A340-600|DHC-8-300|F-16A/B|Cessna 208|Il-76|Eurofighter Typhoon|Spitfire|ATR-72|E-170
Apply_Eye_Makeup|BabyCrawling|Handstand_Pushups|TaiChi|YoYo|Jumping_Jack|Still_Rings|Uneven_Bars
indoor airport terminal|outdoor amusement arcade|art_gallery|ball pit|kasbah|phone booth|zen garden|wet bar
banded|blotchy|chequered|cobwebbed|crosshatched|interlaced|knitted|paisley|polka-dotted|zigzagged
Annual Crop Land|Herbaceous Vegetation Land|Permanent Crop Land|Sea or Lake|Highway or Road
beef carpaccio|crème brûlée|croque madame|foie gras|huevos rancheros|macaroni and cheese|pho|takoyaki|tiramisu
T-shirt|off-the-shoulder|V-neck|3/4 sleeve|mini-length|hoodie|jumpsuit|x-ray|e-mail|rock'n'roll"""

VARIED = [
    "", " ", "\t\n", ".", "...", "?!", "a", "A", "I", "0", "9", "10", "2026", "3.14159", "1,000,000", "1st", "1/2",
    "a photo of a cat.", "a photo of a {}.", "A Photo Of A CAT", "hello   world", "  leading and trailing  ",
    "it's", "it 's", "don't", "we've", "we're", "I'm", "they'll", "he'd", "IT'S", "rock'n'roll", "'tis", "o'clock",
    "dogs'", "''", "'s's", "it’s", "“quoted”", "‘single’", "dash — dash – dash", "ellipsis…", "a-b_c", "snake_case",
    "C++", "C#", "#hashtag", "@user", "user@example.org", "https://example.org/a?b=c", "100%", "$5.99", "€20", "£3",
    "(brackets) [square] {curly} <angle>", "a|b\\c/d", "~tilde~ ^caret^ `tick`", "x=y+z*2", "a & b", "AT & T", "& ",
    "café", "cafe\u0301", "naïve", "Zürich", "Ångström", "São Paulo", "piñata", "crème fraîche", "Łódź", "smörgåsbord",
    "straße", "STRASSE", "İstanbul", "ıstanbul", "Ǆ", "ﬁnd", "ſharp", "ŉ", "Ⅷ", "ⅷ", "½", "²", "x²", "①", "٣", "३",
    "Ελλάδα", "αβγ", "Москва", "Ёлка", "ქართული", "Հայերեն", "עברית", "العربية", "हिन्दी", "ไทย", "தமிழ்", "한국어",
    "日本語", "ひらがな カタカナ", "中文字符", "漢字 and words", "𠮷野家", "e\u0301\u0323", "o\u0308\u0304", "Å", "\u212b",
    "😀", "😀😀", "a😀b", "👍🏽", "👨‍👩‍👧‍👦", "🇫🇷", "☕ coffee", "♥", "★★★", "→", "©2026", "™", "\u2603\ufe0f", "🏴‍☠️",
    "non\u00a0breaking", "thin\u2009space", "ideographic\u3000space", "line\u2028separator", "zero\u200bwidth",
    "vertical\u000btab", "form\u000cfeed", "next\u0085line", "bell\u0007", "null\u0000char", "bom\ufeff", "soft\u00adhyphen",
    "carriage\r\nreturn", "tab\tseparated\tvalues", "<|endoftext|>", "<|startoftext|>", "a <|endoftext|> b",
    "<|end|>", "supercalifragilisticexpialidocious", "pneumonoultramicroscopicsilicovolcanoconiosis", "aaaaaaaaaaaaaaaaaaaa",
    "abababababababab", "zzzzzzzz", "qwrtpsdfgh", "THE QUICK BROWN FOX", "the quick brown fox jumps over the lazy dog.",
    "iPhone 15 Pro", "mp3", "h2o", "covid19", "b2b", "4k", "8-bit", "3d", "007", "0.5mm", "10x10", "¿qué?", "¡hola!",
    "a.b.c", "U.S.A.", "Dr. Smith", "e.g.", "i.e.,", "etc...", "\"double\"", "a\u0300", "\u0300", "K", "\ufffd", "\U0010ffff",
]

# What a random string is made of. Where OpenAI's code differs is the business of golden_tokens.py.
ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "'\"!?.,;:-_()[]{}<>/\\|@#$%^*+=~`",
    "àâäçéèêëîïôöùûüÿñåøæœßÀÉÎÖÜÑ", "абвгдежзиклмнопрстуфхцчшщыэюяАБВГД", "αβγδεζηθλμπρτφχψωΑΒΓΔ",
    "אבגדהוזחטיכלמנ", "ابتثجحخدذرزسش", "अआइईउकखगघचछ", "กขคงจฉชซ", "你好世界中国日本語漢字", "あいうえおアイウエオ", "가나다라마바사",
    "😀😂🎉🚀🌍🐶👍❤️☕★→€£¥©®™", " \t\u00a0\u2003\u3000\n", "\u0301\u0308\u0327\u200d\u200b\ufe0f", "٠١٢३४५²³½ⅣⅤ①②",
]


def random_strings(count):
    source = random.Random(20261123)
    for _ in range(count):
        alphabets = source.sample(ALPHABETS, source.randint(1, 4)) + [" ", "'st"]
        yield "".join(source.choice(source.choice(alphabets)) for _ in range(source.randint(1, 24)))


def texts():
    names = [name for line in NAMES.split("\n") for name in line.split("|")]
    spoken = [name.replace("_", " ") + "." for name in names]
    return list(dict.fromkeys(names + spoken + VARIED + list(random_strings(200))))


def write_ids(tokenizer, path):
    rows = [{"text": text, "ids": tokenizer(text)["input_ids"][1:-1]} for text in texts()]
    lines = ",\n".join(json.dumps(row) for row in rows)  # ASCII: an editor cannot spoil odd characters
    path.write_text("[\n" + lines + "\n]\n")


def byte_alphabet():
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    moved = [byte for byte in range(256) if byte not in kept]
    return {**{b: chr(b) for b in kept}, **{b: chr(256 + i) for i, b in enumerate(moved)}}


def learn_merges(text, count):
    alphabet = byte_alphabet()
    words = [[alphabet[b] for b in word.encode()] for word in text.lower().split()]
    words = [word[:-1] + [word[-1] + "</w>"] for word in words]
    merges = []
    for _ in range(count):
        pairs = Counter(pair for word in words for pair in zip(word, word[1:]))
        best = max(sorted(pairs), key=pairs.get)
        merges.append(best)
        words = [merged(word, best) for word in words]
    return merges


def merged(word, pair):
    out, i = [], 0
    while i < len(word):
        here = tuple(word[i : i + 2]) == pair
        out.append("".join(pair) if here else word[i])
        i += 2 if here else 1
    return out


def small_vocabulary(folder):
    """512 byte symbols in OpenAI's order, 120 merges, two special tokens; the same as one file and as two."""
    folder.mkdir(parents=True, exist_ok=True)
    merges = learn_merges(CAPTIONS, 120)
    symbols = list(byte_alphabet().values())
    tokens = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    ids = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False, separators=(",", ":")) + "\n")
    lines = ["#version: 0.2"] + [" ".join(merge) for merge in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n")
    return CLIPTokenizer(vocab=ids, merges=merges)


def tiny_clip(folder, tokenizer):
    """A CLIPModel of a few thousand weights, saved by transformers as any other."""
    size = len(tokenizer)
    tower = {"hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 2, "num_attention_heads": 2}
    text = {**tower, "vocab_size": size, "max_position_embeddings": 13, "hidden_act": "gelu",
            "bos_token_id": size - 2, "eos_token_id": size - 1, "pad_token_id": size - 1}
    vision = {**tower, "hidden_size": 12, "image_size": 9, "patch_size": 3, "num_attention_heads": 3}
    torch.manual_seed(7)
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=6))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    CLIPImageProcessor(size={"shortest_edge": 9}, crop_size={"height": 9, "width": 9}).save_pretrained(folder)


def safetensors(folder):
    """Every type, a scalar, an empty tensor, odd sizes and metadata; the values are simple to state in the test."""
    folder.mkdir(parents=True, exist_ok=True)
    ramp = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    tensors = {
        "single": ramp * 0.1 - 0.25,
        "double": ramp.double() / 3,
        "half": torch.tensor([1.0, -2.5, 65504.0, 2.0**-24, float("inf")], dtype=torch.float16),
        "bfloat": torch.tensor([1.0, -2.5, 3.0e38, 2.0**-133, float("-inf")], dtype=torch.bfloat16),
        "long": torch.tensor([[-(2**63), -1, 0], [1, 2**40, 2**63 - 1]]),
        "int": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
        "byte": torch.tensor([0, 128, 255], dtype=torch.uint8),
        "flag": torch.tensor([True, False, True]),
        "scalar": torch.tensor(4.6052),
        "empty": torch.zeros(0, 5),
    }
    save_file(tensors, folder / "all-types.safetensors", metadata={"format": "pt", "note": "Grüße 😀"})
    same = {"a": ramp, "b": torch.tensor(4.6052), "c": torch.tensor([0.1, 70000.0, -0.0]).half()}
    save_file(same, folder / "floats.safetensors", metadata={"k": "v"})


def main():
    real, out = Path(sys.argv[1]), Path(sys.argv[2])
    safetensors(out / "safetensors")
    small = small_vocabulary(out / "small-vocabulary")
    write_ids(small, out / "small-vocabulary-ids.json")
    tiny_clip(out / "tiny-clip", small)
    write_ids(CLIPTokenizer.from_pretrained(real), out / "clip-vocabulary-ids.json")


main()
