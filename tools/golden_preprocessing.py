"""Makes the golden data of the image package: what Pillow and torchvision make of the same pixels.

    pip install pillow==13.0.0 numpy==2.4.6 torch==2.15.0 torchvision==0.29.2
    python tools/golden_preprocessing.py [FOLDER_OF_SHARED_PHOTOGRAPHS]

Writes models/src/test/resources/org/softcpt/models/image/: the encoded files of decoding/ and one JSON file
per test. Inputs are made by a formula (see noise), so that no picture needs to be stored. The photographs are
looked at only if their folder is given; only digests of them are stored.
"""

import hashlib
import io
import json
import pathlib
import struct
import sys
import zlib

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision import transforms

EXPECTED = {"pillow": "13.0.0", "numpy": "2.4.6", "torch": "2.15.0", "torchvision": "0.29.2"}
FOLDER = pathlib.Path(__file__).parent.parent / "models/src/test/resources/org/softcpt/models/image"
MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


def versions():
    found = {"pillow": PIL.__version__, "numpy": np.__version__, "torch": torch.__version__.split("+")[0],
             "torchvision": torchvision.__version__.split("+")[0]}
    assert found == EXPECTED, f"expected {EXPECTED}, found {found}"
    return found


def noise(width, height, seed, kind):
    """Upper byte of the generator x -> 1664525 x + 1013904223 mod 2^32; "steps" keeps only 0 and 255 (overshoot),
    "waves" adds a ramp so that neighbours are alike."""
    values = bytearray(width * height * 3)
    state = seed
    for i in range(len(values)):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[i] = state >> 24
    array = np.frombuffer(bytes(values), np.uint8).reshape(height, width, 3)
    if kind == "steps":
        array = (array >> 7) * np.uint8(255)
    if kind == "waves":
        x, y, c = np.arange(width)[None, :, None], np.arange(height)[:, None, None], np.arange(3)
        array = ((array >> 4) + ((x * 3 + y * 5 + c * 40) % 240)).astype(np.uint8)
    return Image.fromarray(array)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def source(width, height, seed, kind):
    return {"width": width, "height": height, "seed": seed, "kind": kind}


def resizes():
    sizes = [  # source, target
        ((1, 1), (1, 1)), ((1, 1), (7, 3)), ((3, 2), (2, 3)), ((1, 50), (5, 9)), ((50, 1), (9, 5)), ((13, 7), (13, 7)),
        ((13, 7), (26, 7)), ((13, 7), (13, 3)), ((17, 31), (224, 64)), ((3, 500), (7, 1166)), ((500, 3), (37, 11)),
        ((207, 102), (64, 31)), ((500, 375), (298, 224)), ((375, 500), (224, 298)), ((640, 7), (3, 90)), ((97, 89), (101, 103)),
        # where Pillow 13 begins with the columns, and just does not
        ((40, 45), (20, 5)), ((40, 46), (20, 5)), ((40, 41), (40, 40)), ((40, 41), (41, 40)), ((30, 20), (60, 20)), ((30, 20), (60, 19)),
        ((300, 1000), (224, 746)), ((50, 101), (25, 50)), ((7, 50), (32, 32)),
    ]
    cases = []
    for number, (size, target) in enumerate(sizes):
        for kind in ("noise", "steps", "waves"):
            result = noise(*size, number, kind).resize(target, Image.Resampling.BICUBIC)
            case = {"source": source(*size, number, kind), "target": list(target), "sha256": sha256(result.tobytes())}
            if len(result.tobytes()) <= 63:
                case["rgb"] = list(result.tobytes())
            cases.append(case)
    return cases


def crops():
    """Box first, resize after, as a random resized crop does."""
    cases = []
    boxes = [((60, 40), (5, 7, 33, 21), 16), ((60, 40), (0, 0, 60, 40), 16), ((9, 200), (2, 150, 7, 50), 32), ((31, 17), (30, 16, 1, 1), 8)]
    for number, (size, (left, top, width, height), side) in enumerate(boxes):
        image = noise(*size, 100 + number, "noise").crop((left, top, left + width, top + height))
        result = image.resize((side, side), Image.Resampling.BICUBIC)
        cases.append({"source": source(*size, 100 + number, "noise"), "box": [left, top, width, height], "side": side,
                      "sha256": sha256(result.tobytes())})
    return cases


def transform(resize, crop):
    return transforms.Compose([
        transforms.Resize(resize, transforms.InterpolationMode.BICUBIC), transforms.CenterCrop(crop)])


def standardised(image):
    tensor = transforms.Normalize(MEAN, STD)(transforms.ToTensor()(image))
    return tensor.numpy().astype("<f4").tobytes()


def chains():
    sizes = [  # source, resize, crop: excess of the crop 0 to 7, odd and even, both ways round
        ((500, 375), 224, 224), ((375, 500), 224, 224), ((224, 224), 224, 224), ((224, 298), 224, 224), ((299, 224), 224, 224),
        ((64, 64), 256, 224), ((1, 300), 8, 8), ((300, 1), 8, 8), ((3, 500), 32, 32), ((401, 33), 16, 16), ((1000, 667), 64, 64),
        ((11, 10), 30, 30), ((10, 11), 30, 29), ((10, 10), 30, 28), ((10, 10), 30, 27), ((10, 10), 31, 26), ((10, 10), 32, 25),
        ((33, 47), 96, 89), ((47, 33), 96, 91), ((4001, 5), 6, 5), ((150, 500), 64, 57), ((100, 201), 64, 64), ((5, 4001), 4, 3),
    ]
    cases = []
    for number, (size, resize, crop) in enumerate(sizes):
        kind = ("noise", "steps", "waves")[number % 3]
        result = transform(resize, crop)(noise(*size, 200 + number, kind))
        cases.append({"source": source(*size, 200 + number, kind), "resize": resize, "crop": crop,
                      "rgb_sha256": sha256(result.tobytes()), "planes_sha256": sha256(standardised(result))})
    return cases


def standardisation():
    """Every byte in every channel: the table, as the float's bits."""
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2))
    return np.frombuffer(standardised(ramp), "<i4").reshape(3, 256).tolist()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits, colour, rows, *extra, interlace=0):
    """Kinds of PNG that Pillow reads but does not write. Rows come with their filter byte."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def adam7(array):
    rows = b""
    for x, y, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        rows += b"".join(b"\0" + row.tobytes() for row in array[y::dy, x::dx] if row.size)
    return rows


def encoded(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def bmp(width, height, bits, compression, pixels, tables=b""):
    """Kinds of BMP that Pillow reads but does not write; tables: masks or palette."""
    start = 54 + len(tables)
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(pixels), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + header + tables + pixels


def files():
    rgb = noise(19, 13, 300, "waves")
    soft = noise(40, 26, 301, "waves").resize((37, 23), Image.Resampling.BILINEAR)
    alpha = Image.fromarray(np.dstack([np.array(rgb), np.array(noise(19, 13, 302, "noise"))[:, :, 0]]))
    palette = rgb.quantize(17)
    array = np.array(rgb)
    packed = b"".join(b"\0" + bytes([0x1B, 0xE4, 0x27]) for _ in range(4))
    words = bytes([0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0])
    colours = b"".join(bytes([i, 2 * i % 256, 255 - i, 0]) for i in range(256))
    runs = bytes([3, 5, 1, 7, 0, 0, 0, 4, 9, 8, 7, 6, 0, 0, 0, 1])
    wide = np.array(noise(19, 26, 303, "noise")).reshape(13, -1)
    profile = struct.pack(">I", 128) + b"none" + bytes(120)  # not a usable profile: must not disturb
    small_frame = io.BytesIO()
    palette.crop((0, 0, 7, 5)).save(small_frame, "GIF")
    framed = bytearray(small_frame.getvalue())
    framed[6:10] = struct.pack("<HH", 19, 13)
    descriptor = framed.index(b"\x2c\0\0\0\0\x07\0\x05\0")
    framed[descriptor + 1:descriptor + 5] = struct.pack("<HH", 4, 3)
    return {
        "rgb.png": encoded(rgb, "PNG"), "rgba.png": encoded(alpha, "PNG"), "grey.png": encoded(rgb.convert("L"), "PNG"),
        "grey-alpha.png": encoded(alpha.convert("LA"), "PNG"), "one-bit.png": encoded(rgb.convert("1"), "PNG"),
        "palette.png": encoded(palette, "PNG"), "palette-transparent.png": encoded(palette, "PNG", transparency=3),
        "palette-two-bits.png": encoded(rgb.quantize(4), "PNG"),
        "grey-two-bits.png": png(12, 4, 2, 0, packed), "grey-four-bits.png": png(6, 4, 4, 0, packed),
        "rgb-transparent-colour.png": png(2, 1, 8, 2, bytes([0, 1, 2, 3, 9, 8, 7]), chunk(b"tRNS", bytes([0, 1, 0, 2, 0, 3]))),
        "rgb-16-bits.png": png(19, 13, 16, 2, b"".join(b"\0" + row.tobytes() + row.tobytes() for row in wide[:, :57])),
        "rgba-16-bits.png": png(7, 13, 16, 6, b"".join(b"\0" + row.tobytes() for row in wide[:, :56])),
        "interlaced.png": png(19, 13, 8, 2, adam7(array), interlace=1),
        "colour.jpg": encoded(soft, "JPEG", quality=90), "colour-444.jpg": encoded(soft, "JPEG", quality=90, subsampling=0),
        "colour-422.jpg": encoded(soft, "JPEG", quality=90, subsampling=1), "grey.jpg": encoded(soft.convert("L"), "JPEG"),
        "progressive.jpg": encoded(soft, "JPEG", progressive=True), "cmyk.jpg": encoded(soft.convert("CMYK"), "JPEG"),
        "stored-as-rgb.jpg": encoded(soft, "JPEG", keep_rgb=True), "profile.jpg": encoded(soft, "JPEG", icc_profile=profile),
        "restarts.jpg": encoded(soft, "JPEG", restart_marker_blocks=2),
        "palette.gif": encoded(palette, "GIF"), "grey.gif": encoded(rgb.convert("L"), "GIF"),
        "transparent.gif": encoded(palette, "GIF", transparency=2), "small-frame.gif": bytes(framed),
        "two-frames.gif": encoded(palette, "GIF", save_all=True, append_images=[rgb.rotate(180).quantize(17)]),
        "rgb.bmp": encoded(rgb, "BMP"), "grey.bmp": encoded(rgb.convert("L"), "BMP"), "one-bit.bmp": encoded(rgb.convert("1"), "BMP"),
        "palette.bmp": encoded(palette, "BMP"), "rgba.bmp": encoded(alpha, "BMP"),
        "555.bmp": bmp(2, 2, 16, 0, words), "565.bmp": bmp(2, 2, 16, 3, words, struct.pack("<III", 0xF800, 0x7E0, 0x1F)),
        "run-lengths.bmp": bmp(4, 2, 8, 1, runs, colours), "top-down.bmp": bmp(2, -2, 24, 0, words * 2), "padded.bmp": bmp(2, 1, 32, 0, words),
    }


def decoding():
    folder = FOLDER / "decoding"
    folder.mkdir(parents=True, exist_ok=True)
    golden = {}
    for name, content in files().items():
        (folder / name).write_bytes(content)
        image = Image.open(io.BytesIO(content)).convert("RGB")
        golden[name] = {"width": image.width, "height": image.height, "rgb_sha256": sha256(image.tobytes())}
    return golden


def photographs(folder):
    """Every 250th of the shared photographs."""
    cases = []
    for path in sorted(folder.glob("data/*/*/*/*.jpg"))[::250]:
        image = Image.open(path).convert("RGB")
        small = transform(96, 89)(image)
        cases.append({"path": path.relative_to(folder).as_posix(), "file_sha256": sha256(path.read_bytes()),
                      "rgb_sha256": sha256(image.tobytes()), "resize": 96, "crop": 89, "planes_sha256": sha256(standardised(small))})
    return cases


def write(name, value):
    (FOLDER / name).write_text(json.dumps({"versions": versions(), "cases": value}, indent=1) + "\n")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("resize-golden.json", {"resizes": resizes(), "crops": crops()})
    write("chain-golden.json", {"chains": chains(), "standardisation": standardisation()})
    write("decoding-golden.json", decoding())
    if len(sys.argv) > 1:
        write("photographs-golden.json", photographs(pathlib.Path(sys.argv[1])))
