"""Golden tokens: a corpus of odd and usual texts, and what the published tokenizers make of them.

Run:  python tools/golden_tokens.py CLIP SHARED/data/tokenizer models/src/test/resources/golden/tokens.jsonl.gz
CLIP is a checkout of https://github.com/openai/CLIP (commit d05afc436d78f1c48dc0dbf8e5980a9d471f35f6), whose
clip/simple_tokenizer.py is run, not copied.
Made with Python 3.11.7, ftfy 6.3.1, regex 2026.11.15, transformers 5.23.0, tokenizers 0.23.3, open_clip_torch 3.3.0
and torchvision 0.29.2 (both for their lists of class names).

One JSON array a line: text; checksum of OpenAI's ids; checksum of Hugging Face's, or -1 if the ids are the same; and, only
where a text exceeds 77 tokens, the checksums of both when cut to 77 with EOT last. A checksum is the CRC-32 of the ids
in decimal with commas between. SOS and EOT are not counted among the ids, but in what was cut. Seeded: a second run with
these versions gives the same bytes. How often the tokenizers differ is printed, kind by kind.
"""

import gzip
import inspect
import json
import random
import sys
import unicodedata
import zlib
from pathlib import Path

import open_clip
import torchvision
from transformers import CLIPTokenizer

SOURCE = random.Random(20261124)

NAMES = """airplane|automobile|bird|cat|deer|dog|frog|horse|ship|truck|aquarium fish|baby|bear|beaver|bed|bee|beetle|bicycle
lawn mower|maple tree|pickup truck|sweet pepper|streetcar|willow tree|woman|worm|annual crop land|forest|highway or road
industrial buildings|pasture land|permanent crop land|residential buildings|sea or lake|herbaceous vegetation land|river
banded|blotchy|braided|bubbly|bumpy|chequered|cobwebbed|cracked|crosshatched|crystalline|dotted|fibrous|flecked|freckled
frilly|gauzy|grid|grooved|honeycombed|interlaced|knitted|lacelike|lined|marbled|matted|meshed|paisley|perforated|pitted
pleated|polka-dotted|porous|potholed|scaly|smeared|spiralled|sprinkled|stained|stratified|striped|studded|swirly|veined
waffled|woven|wrinkled|zigzagged|Abyssinian|Bengal|Birman|Bombay|British Shorthair|Egyptian Mau|Maine Coon|Persian|Ragdoll
american_bulldog|american_pit_bull_terrier|basset_hound|beagle|boxer|chihuahua|english_cocker_spaniel|english_setter
german_shorthaired|great_pyrenees|havanese|japanese_chin|keeshond|leonberger|miniature_pinscher|newfoundland|pomeranian
saint_bernard|samoyed|scottish_terrier|shiba_inu|staffordshire_bull_terrier|wheaten_terrier|yorkshire_terrier
pink primrose|hard-leaved pocket orchid|canterbury bells|sweet pea|english marigold|tiger lily|moon orchid|bird of paradise
monkshood|globe thistle|snapdragon|colt's foot|king protea|spear thistle|yellow iris|globe-flower|purple coneflower
peruvian lily|balloon flower|giant white arum lily|fire lily|pincushion flower|fritillary|red ginger|grape hyacinth|corn poppy
prince of wales feathers|stemless gentian|artichoke|sweet william|carnation|garden phlox|love in the mist|mexican aster
alpine sea holly|ruby-lipped cattleya|cape flower|great masterwort|siam tulip|lenten rose|barbeton daisy|daffodil|sword lily
poinsettia|bolero deep blue|wallflower|marigold|buttercup|oxeye daisy|common dandelion|petunia|wild pansy|primula|sunflower
apple pie|baby back ribs|baklava|beef carpaccio|beef tartare|bibimbap|bread pudding|breakfast burrito|bruschetta|crème brûlée
croque madame|eggs benedict|falafel|foie gras|gnocchi|gyoza|huevos rancheros|macaroni and cheese|pad thai|paella|panna cotta
peking duck|phở|poutine|ramen|sashimi|shrimp and grits|spaghetti bolognese|tiramisu|tuna tartare|Apply Eye Makeup|Baby Crawling
Boeing 737-800|A340-600|DHC-8-300|F-16A/B|F/A-18|Cessna 208|Il-76|Eurofighter Typhoon|ATR-72|E-170|MD-11|An-12|Tu-134|BAE 146-200
2012 Ferrari FF Coupe|AM General Hummer SUV 2000|Ram C/V Cargo Van Minivan 2012|smart fortwo Convertible 2012|BMW M3 Coupe 2012
T-shirt/top|Ankle boot|o-ki-su-tsu-na-ha-ma-ya-re-wo|speed limit 30 km/h|no entry (vehicles > 3.5t)|C&A|H&M|M&M's|7-Eleven|50% off"""

WORDS = """photo cat dog it what they you don we isn couldn I he she rock roll o'clock dogs mother-in-law the of café naïve
über Ångström smörgåsbord élève garçon piñata São Łódź straße Žižek œuvre Ελλάδα ΟΔΥΣΣΕΥΣ Москва Ёлка Київ İstanbul ışık
עברית العربية فارسی हिन्दी ไทย தமிழ் 한국어 日本語 ひらがな カタカナ 中文字符 漢字 𠮷野家 ქართული Հայերեն አማርኛ 2026 3.14 1,000 42nd x² ½""".split()

PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + ["...", "--", "—", "–", "…", "«", "»", "“", "”", "‘", "’", "„", "‚",
               "‹", "›", "¿", "¡", "·", "•", "†", "§", "¶", "′", "″", "、", "。", "「", "」", "，", "！", "？", "：", "،", "؟", "।", "՞", "‽", "''", "``", "?!"]
DIGITS = list("0123456789") + ["٠", "٣", "३", "๓", "Ⅷ", "ⅷ", "½", "²", "₂", "①", "㉑", "〇", "𝟘", "０", "９", "⁷", "௧", "𐄇", "一"]
EMOJI = ["😀", "😂", "👍🏽", "👩‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🏴‍☠️", "🇫🇷", "🇯🇵", "🇧", "❤️", "❤", "☕", "✔", "✔️", "1️⃣", "#️⃣", "👋🏿", "🧑🏻‍🤝‍🧑🏾", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🫠", "🪿", "☺︎", "♥", "★", "→", "™", "©"]
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0", "\u1680", "\u180e", "\u2000",
          "\u2003", "\u2009", "\u200a", "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff"]
CONTROLS = [chr(c) for c in [*range(9), *range(14, 32), 127, *range(0x80, 0xA0), 0xAD, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066,
            0x206A, 0x206F, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xE000, 0xF8FF, 0xE0041, 0x1D173]] + ["\x1b[31m", "\x1b[0m", "\x1b[1;36;44mx", "\x1b[", "\x1b"]
MARKS = ["\u0301", "\u0308", "\u0327", "\u0323", "\u0331", "\u0304", "\u0345", "\u0338", "\u05b4", "\u064e", "\u0651", "\u093c", "\u0e34", "\u3099", "\u20dd", "\u20e3"]
COMPATIBLE = list("ﬁﬂﬀﬃﬄﬅﬆĲĳŉǱǲǳǄǅǆǇǈǉǊǋǌſẞÅK℃№㎏㍿ａＺ０％￥￦ｱﾊﾟﾊﾞｶﾞﾡＡｂｃﷺﬓשׁ") + ["Å", "Ω", "ΩΣ", "ΑΣ.", "Σ", "ΣΑ", "ΑΣ\u0301", "a'Σ", "İ", "ǰ", "ẞ"]
CONTRACTIONS = ["'s", "'S", "'t", "'T", "'re", "'RE", "'Re", "'ve", "'VE", "'m", "'M", "'ll", "'LL", "'lL", "'d", "'D", "'x", "'", "’s", "’S", "ʼs", "‛t",
                "`s", "´s", "＇s", "&#39;s", "&rsquo;s", "&apos;re", "'ſ", "'K", "n't", "N'T", "'l", "'r", "'v", "'s's", "''s"]
ENTITIES = ["&amp;", "&amp;amp;", "&amp;amp;amp;", "&AMP;", "&Amp;", "&amp", "&lt;", "&lt;b&gt;", "&LT", "&gt;", "&quot;", "&QUOT;", "&nbsp;", "&NBSP;", "&eacute;",
            "&EACUTE;", "&Eacute;", "&eacute", "&EACUTE", "&SZLIG;", "&szlig;", "&ntilde;&NTILDE;&nTILDE;", "&notit;", "&not", "&notin;", "&copy", "&COPY;", "&hellip;",
            "&#39;", "&#039", "&#x27;", "&#X27;", "&#xe9;", "&#233;", "&#128;", "&#x99;", "&#0;", "&#xD83D;&#xDE00;", "&#x1F600;", "&#x110000;", "&#99999999999;",
            "&#1;", "&#x0B;", "&#xFFFE;", "&#;", "&#x;", "&;", "&", "& ", "&nosuchname;", "&amp;eacute;", "&amp;#233;", "&amp;amp;lt;", "&lt;!--", "<b>&amp;</b>", "<&eacute;>", "a<b&amp;c",
            "&NewLine;", "&Tab;", "&ZeroWidthSpace;", "&zwj;", "&fjlig;", "&NotEqualTilde;", "&HilbertSpace;", "&CounterClockwiseContourIntegral;", "&#59;", "&#38;amp;", "&rarr;", "&RARR;",
            "&ldquo;x&rdquo;", "&#147;x&#148;", "&#160;", "&shy;", "&#xAD;", "&lsquo;", "&OElig;", "&OELIG;", "&#١;", "&Ã©;", "AT&T", "R&D", "Q&A;", "&frac12;", "&FRAC12;", "&sup2", "&deg;C"]
MOJIBAKE_OF = ["é", "à la mode", "à", "’", "“quoted”", "—", "…", "€5", "ü", "ñ", "Ø", "ß", "Å", "œuvre", "✔", "❤️", "日本語", "中文", "Привет мир", "Москва", "Ελλάδα", "שלום", "مرحبا",
               "हिन्दी", "한국어", "😀", "👍🏽", "voilà le travail", "às vezes", "àquele", "crème brûlée", "São Paulo", "Łódź", "Žižek", "İstanbul", "½ cup", "20°C", "© 2026", "®", "™", "• item",
               "\xa0", "il était une fois", "l’été", "naïve café", "Ångström", "×²", "·", "«bon»", "¿qué?", "¡hola!", "žluťoučký kůň", "ąćęłńóśźż", "ĀĒĪŌŪ"]
ENCODINGS = ["latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253", "sloppy-windows-1254", "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437"]


def packaged_names():
    """Class names that installed packages carry: ImageNet, COCO, VOC, Kinetics, MNIST's kin; and CLIP's templates."""
    names = list(open_clip.IMAGENET_CLASSNAMES)
    for model in torchvision.models.list_models():
        for weights in torchvision.models.get_model_weights(model):
            names += weights.meta.get("categories") or []
    for _, dataset in inspect.getmembers(torchvision.datasets, inspect.isclass):
        classes = getattr(dataset, "classes", [])
        names += [name for name in classes if isinstance(name, str)] if isinstance(classes, list) else []
    return list(dict.fromkeys(names))


def templates():
    marked = [template("{}") for template in open_clip.OPENAI_IMAGENET_TEMPLATES]
    return marked + ["a photo of a {}, a type of pet.", "a centered satellite photo of {}.", "{} texture.", "A PHOTO OF A {}!", "{}"]


def class_names():
    names = packaged_names() + [name for line in NAMES.split("\n") for name in line.split("|")]
    forms = templates()
    for name in dict.fromkeys(names):
        yield name
        yield name.replace("_", " ") + "."
        yield SOURCE.choice(forms).replace("{}", name)
        if SOURCE.random() < 0.5:
            yield SOURCE.choice([str.upper, str.title, str.swapcase])(name)


def mixed(pieces, count, longest=6, glue=("", "", " ")):
    for _ in range(count):
        parts = []
        for _ in range(SOURCE.randint(1, longest)):
            parts += [SOURCE.choice(pieces if SOURCE.random() < 0.7 else WORDS), SOURCE.choice(glue)]
        yield "".join(parts)


def spoilt(text, times):
    for _ in range(times):
        text = text.encode("utf-8").decode(SOURCE.choice(ENCODINGS[:7] if times > 1 else ENCODINGS), "replace")
    return text


def mojibake():
    for text in MOJIBAKE_OF:
        for encoding in ENCODINGS:
            for whole in (text, text.upper(), f"a {text}b", f"{SOURCE.choice(WORDS)} {text} {SOURCE.choice(WORDS)}"):
                yield whole.encode("utf-8").decode(encoding, "replace")
    for _ in range(1500):
        text = " ".join(SOURCE.choice(MOJIBAKE_OF + WORDS) for _ in range(SOURCE.randint(1, 4)))
        bad = spoilt(text, SOURCE.choice([1, 1, 2, 3]))
        kind = SOURCE.random()
        if kind < 0.3:
            bad = bad.replace("\xa0", " ")
        elif kind < 0.5:
            bad = bad.replace(SOURCE.choice(bad), SOURCE.choice("?\ufffd"), 1)
        elif kind < 0.7:
            bad += SOURCE.choice(WORDS + EMOJI)
        elif kind < 0.8:
            bad = bad.encode("utf-16", "surrogatepass").decode("utf-16")[: SOURCE.randint(1, 30)]
        yield bad
    for text in ("😀", "👍🏽 ok", "𠮷野家", "nul\0l"):  # CESU-8 and Java's null
        units = text.encode("utf-16-be")
        loose = b"".join(b"\xc0\x80" if u == b"\0\0" else chr(int.from_bytes(u, "big")).encode("utf-8", "surrogatepass")
                         for u in (units[i:i + 2] for i in range(0, len(units), 2)))
        for encoding in ENCODINGS[:7]:
            yield loose.decode(encoding)
            yield loose.decode(encoding)[:-1] + "\n"
            yield "x" + loose.decode(encoding)[:-1]


def latin_soup():
    """Characters mojibake is made of, at random: most of it is none."""
    characters = sorted({c for e in ENCODINGS for c in bytes(range(0x80, 0x100)).decode(e, "ignore")}) + list("aZ é?. \n") * 8
    for _ in range(1200):
        yield "".join(SOURCE.choice(characters) for _ in range(SOURCE.randint(2, 9)))


def any_characters():
    """From every script. Left out: surrogates, and marks that Unicode 14 brought, which Java 17 cannot put in order."""
    young = {*range(0x898, 0x8A0), *range(0x8CA, 0x8D3), 0xC3C, 0x1715, 0x1ABF, 0x1AC0, *range(0x1AC1, 0x1ACF), 0x1DFA, *range(0x10F82, 0x10F86), 0x11070, 0x1E2AE}
    assigned = [c for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cs", "Co") and c not in young]
    rare = [c for c in assigned if not 0x3400 <= c <= 0x9FFF and not 0xAC00 <= c <= 0xD7A3 and not 0x17000 <= c <= 0x18CFF and not 0x20000 <= c <= 0xDFFFF]
    for _ in range(2500):
        block = SOURCE.choice(rare)
        near = [c for c in range(block, block + 40) if c < 0x110000 and c not in young and not 0xD800 <= c <= 0xDFFF]
        yield "".join(chr(SOURCE.choice(near)) if SOURCE.random() < 0.8 else SOURCE.choice("a1. Σ'") for _ in range(SOURCE.randint(1, 8)))


def overflowing():
    for _ in range(500):
        length = SOURCE.choice([60, 73, 74, 75, 76, 77, 78, 90, 150])
        yield " ".join(SOURCE.choice(["cat", "dog", "photo", "the", "of", "a", "1", ".", "café", "日", "😀", "it's"]) for _ in range(length))
    for text in ("!" * 300, "1" * 76, "x" * 900, "ñ" * 200, "日本" * 60, "😀" * 40, "a " * 74 + "<|endoftext|> b c d", "z." * 38 + "z"):
        yield text


SPECIAL = ["<|startoftext|>", "<|endoftext|>", "<|STARTOFTEXT|>", "<|EndOfText|>", "<|ſtartoftext|>", "<|", "|>", "<start_of_text>", "</w>", "<|endoftext", "!</w>", "Ġ", "\x00"]

CORPUS = {
    "class names": class_names,
    "punctuation": lambda: mixed(PUNCTUATION, 1200),
    "digits": lambda: mixed(DIGITS, 700),
    "emoji": lambda: mixed(EMOJI, 900),
    "scripts": lambda: mixed(WORDS, 900),
    "marks": lambda: mixed(MARKS + list("aeoκ가かשع"), 700),
    "white space": lambda: mixed(SPACES, 900, glue=("",)),
    "control characters": lambda: mixed(CONTROLS, 900, glue=("",)),
    "contractions": lambda: mixed(CONTRACTIONS, 1200, glue=("", "", "", " ")),
    "HTML references": lambda: mixed(ENTITIES, 1800),
    "compatibility forms": lambda: mixed(COMPATIBLE, 900),
    "special tokens": lambda: mixed(SPECIAL, 300),
    "mojibake": mojibake,
    "Latin soup": latin_soup,
    "any characters": any_characters,
    "everything": lambda: mixed(PUNCTUATION + DIGITS + EMOJI + SPACES + CONTROLS + MARKS + COMPATIBLE + CONTRACTIONS + ENTITIES + SPECIAL, 1500, 9),
    "overflow": overflowing,
}


def checksum(ids):
    return zlib.crc32(",".join(map(str, ids)).encode())


def cut(ids, start, end):
    """As tokenize() of OpenAI's clip.py, which needs torch's model code, does with truncate=True."""
    whole = [start, *ids, end]
    return whole[:76] + [end] if len(whole) > 77 else whole


def main(clip, vocabulary, out):
    sys.path.insert(0, str(Path(clip) / "clip"))
    from simple_tokenizer import SimpleTokenizer

    openai, hugging_face, other = SimpleTokenizer(), CLIPTokenizer.from_pretrained(vocabulary), open_clip.SimpleTokenizer()
    seen, lines, texts = set(), [], 0
    for kind, make in CORPUS.items():
        mine = [t for t in dict.fromkeys(make()) if t not in seen and not any(0xD800 <= ord(c) <= 0xDFFF for c in t)]
        seen.update(mine)
        differ = apart = 0
        for text, row in zip(mine, hugging_face(mine)["input_ids"]):
            first, second = openai.encode(text), row[1:-1]
            differ += first != second
            apart += other.encode(text) != first
            line = [text, checksum(first), -1 if first == second else checksum(second)]
            if max(len(first), len(second)) > 75:
                short = hugging_face(text, truncation=True, max_length=77)["input_ids"]
                line += [checksum(cut(first, 49406, 49407)), checksum(short)]
            lines.append(json.dumps(line, separators=(",", ":")))
        print(f"{kind:20} {len(mine):6} texts, Hugging Face's differs on {differ:5}, open_clip's on {apart:4}")
    print(len(lines), "texts")
    with open(out, "wb") as file:
        file.write(gzip.compress(("\n".join(lines) + "\n").encode("ascii"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
