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
from PIL import Image, ImageOps
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
        ((1, 2000), (3, 500)), ((2000, 1), (300, 2)), ((3, 2000), (5, 64)), ((2000, 3), (64, 5)), ((129, 97), (128, 96)), ((64, 1), (1, 64)),
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


def tiffs(rgb, alpha, palette):
    grey = rgb.convert("L")
    words = np.array(noise(19, 13, 304, "noise")).astype(np.uint16)[:, :, 0] * 256 + np.array(grey)
    low = Image.fromarray(words // 199)
    def tiff(image, **options):
        return encoded(image, "TIFF", **options)
    return {
        "rgb.tif": tiff(rgb), "rgb-lzw.tif": tiff(rgb, compression="tiff_lzw"), "rgb-deflate.tif": tiff(rgb, compression="tiff_adobe_deflate"),
        "rgb-packbits.tif": tiff(rgb, compression="packbits"), "grey.tif": tiff(grey), "one-bit.tif": tiff(rgb.convert("1")),
        "one-bit-group4.tif": tiff(rgb.convert("1"), compression="group4"), "white-is-zero.tif": tiff(grey, tiffinfo={262: 0}),
        "one-bit-white-is-zero.tif": tiff(rgb.convert("1"), tiffinfo={262: 0}), "palette.tif": tiff(palette, compression="tiff_lzw"),
        "rgba.tif": tiff(alpha), "grey-alpha.tif": tiff(alpha.convert("LA")), "associated-alpha.tif": tiff(alpha, tiffinfo={338: 1}),
        "cmyk.tif": tiff(alpha.convert("RGB").convert("CMYK"), compression="tiff_lzw"), "grey-16-bits.tif": tiff(low),
        "strips.tif": tiff(rgb.resize((40, 40)), compression="tiff_lzw", strip_size=1000),
        "pages.tif": tiff(rgb, save_all=True, append_images=[rgb.rotate(180)]), "turned.tif": tiff(rgb, tiffinfo={274: 6}),
    }


def webps(soft, alpha):
    offset = encoded(soft, "WEBP", save_all=True, append_images=[soft.rotate(180)], quality=80)
    place = offset.index(b"ANMF") + 8  # the frame moves two pixels to the right and down, on a canvas that is four larger
    moved = bytearray(offset)
    moved[place] = moved[place + 3] = 1
    canvas = offset.index(b"VP8X") + 12
    moved[canvas] += 4
    moved[canvas + 3] += 4
    return {
        "lossy.webp": encoded(soft, "WEBP", quality=80), "coarse.webp": encoded(soft, "WEBP", quality=10), "fast.webp": encoded(soft, "WEBP", method=0),
        "lossless.webp": encoded(soft, "WEBP", lossless=True), "alpha.webp": encoded(alpha, "WEBP", quality=80),
        "alpha-lossless.webp": encoded(alpha, "WEBP", lossless=True, exact=True), "animated.webp": offset, "moved-frame.webp": bytes(moved),
        "animated-alpha.webp": encoded(alpha, "WEBP", save_all=True, append_images=[alpha.rotate(180)], lossless=True),
    }


def exif(orientation, order="<"):
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)


def turned(soft):
    small = soft.crop((0, 0, 11, 7))
    files = {f"turned-{code}.jpg": encoded(small, "JPEG", quality=50, exif=b"Exif\0\0" + exif(code, "<>"[code % 2])) for code in range(1, 9)}
    return files | {"turned-9.jpg": encoded(small, "JPEG", quality=50, exif=b"Exif\0\0" + exif(9)), "turned.png": encoded(small, "PNG", exif=exif(8)),
                    "turned.webp": encoded(small, "WEBP", exif=b"Exif\0\0" + exif(7)),
                    "damaged-exif.jpg": encoded(small, "JPEG", quality=50, exif=b"Exif\0\0" + exif(6)[:-7])}


def colour_keys(rgb, one_bit):
    """Transparency by colour; Pillow compares the key's lower byte."""
    grey = rgb.convert("L")
    key = grey.getpixel((3, 3))
    return {
        "grey-transparent.png": encoded(grey, "PNG", transparency=key), "one-bit-transparent.png": encoded(one_bit, "PNG", transparency=1),
        "transparent-palette.png": encoded(rgb.quantize(9), "PNG", transparency=bytes([0, 40, 255, 128])),
        "rgb-transparent.png": encoded(rgb, "PNG", transparency=rgb.getpixel((5, 4))),
    }


def more_files():
    rgb = noise(19, 13, 300, "waves")
    soft = noise(40, 26, 301, "waves").resize((37, 23), Image.Resampling.BILINEAR)
    alpha = Image.fromarray(np.dstack([np.array(rgb), np.array(noise(19, 13, 302, "noise"))[:, :, 0] & 0xF0]))
    smooth = noise(20, 20, 305, "waves").resize((131, 93), Image.Resampling.BICUBIC)
    ramp = rgb.convert("L").point(lambda v: v & 127)
    jpegs = {f"{kind}-{name}.jpg": encoded(smooth, "JPEG", quality=85, subsampling=code, progressive=kind == "progressive")
             for kind in ("baseline", "progressive") for name, code in (("444", 0), ("422", 1), ("420", 2))}
    deep = np.array(noise(19, 26, 303, "noise")).reshape(13, -1)
    return jpegs | tiffs(rgb, alpha, rgb.quantize(200)) | webps(soft, alpha) | turned(soft) | colour_keys(rgb, rgb.convert("1")) | {
        "grey-16-bits.png": encoded(Image.fromarray(np.array(noise(19, 13, 306, "noise")).astype(np.uint16)[:, :, 0] * 3), "PNG"),
        "grey-16-bits-full.png": encoded(Image.fromarray(np.array(noise(19, 13, 307, "steps")).astype(np.uint16)[:, :, 0] * 257), "PNG"),
        "grey-alpha-16-bits.png": png(7, 13, 16, 4, b"".join(b"\0" + row.tobytes() for row in deep[:, :28])),
        "grey-ramp.gif": encoded(ramp, "GIF"), "grey-ramp-transparent.gif": encoded(ramp, "GIF", transparency=7),
    }


# Made by other programs of libjpeg-turbo 2.1.5 and libtiff 4.5.0, kept as they are:
#   jpegtran -transpose baseline-422.jpg > transposed-422.jpg; tiffcp -t -w 16 -l 16 -c lzw strips.tif tiles.tif
#   djpeg baseline-444.jpg | cjpeg -sample 2x2,2x1,2x1 > rows-halved.jpg; tiffcp -B strips.tif big-endian.tif; tiffcp -p separate strips.tif planes.tif
KEPT = ["transposed-422.jpg", "rows-halved.jpg", "tiles.tif", "big-endian.tif", "planes.tif"]


def on_white(image):
    """What transformers 5.23 makes of it before resizing."""
    if "A" in image.getbands() or image.info.get("transparency") is not None:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image).convert("RGB")
    return image.convert("RGB")


def decoding():
    folder = FOLDER / "decoding"
    folder.mkdir(parents=True, exist_ok=True)
    golden = {}
    for name, content in (files() | more_files() | {name: (folder / name).read_bytes() for name in KEPT}).items():
        (folder / name).write_bytes(content)
        golden[name] = decoded(lambda: Image.open(io.BytesIO(content)))
    return golden


def decoded(opened):
    """The file's pixels by each of the conventions; the last one resized and cropped, both down and up, and as a random crop."""
    image = opened()
    rgb = image.convert("RGB")
    resized = [transform(11, 9)(opened()), transform(64, 61)(opened()), transform(rgb.height, rgb.height)(opened())]
    if min(rgb.size) > 6:
        resized.append(transforms.functional.resized_crop(opened(), 1, 2, 5, 4, [8, 8], transforms.InterpolationMode.BICUBIC))
    upright = ImageOps.exif_transpose(opened()).convert("RGB")
    return {"width": rgb.width, "height": rgb.height, "rgb_sha256": sha256(rgb.tobytes()), "white_sha256": sha256(on_white(opened()).tobytes()),
            "upright_sha256": sha256(upright.tobytes()), "resized_first_sha256": [sha256(image.convert("RGB").tobytes()) for image in resized]}


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
