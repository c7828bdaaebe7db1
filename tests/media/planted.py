"""Photos with words planted in every place in which a file can say something beside its picture, and a search for them.

The search decodes: what is packed, in other encodings or inside base64 is found too.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

CANARY = "CANARY"
ICC_NAME = "sRGB built-in"
"""What the profile that is planted is called: the planted name is as long."""


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def with_segment(image: Image.Image, marker: int, payload: bytes) -> bytes:
    data = jpeg(image)
    return data[:2] + segment(marker, payload) + data[2:]


def exif(image: Image.Image) -> Image.Exif:
    """Exif with words in its description, its place, a comment of two bytes a letter."""
    made = Image.Exif()
    made[ExifTags.Base.ImageDescription] = f"{CANARY}-description"
    made[ExifTags.Base.XPComment] = f"{CANARY}-comment".encode("utf-16-le")
    made[ExifTags.Base.Artist] = f"{CANARY}-artist"
    gps = made.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    gps[ExifTags.GPS.GPSAreaInformation] = f"{CANARY}-place".encode()
    made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + f"{CANARY}-user".encode()
    return made


def thumbnail(image: Image.Image) -> bytes:
    """Exif with nothing but a thumbnail, which holds words of its own."""
    small = jpeg(image.resize((16, 12)), comment=f"{CANARY}-thumbnail".encode())
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, 0), (0x0202, 4, 1, len(small))]
    first = 8 + 2 + 4
    start = first + 2 + 12 * len(entries) + 4
    packed = b"".join(
        struct.pack(">HHII", tag, kind, count, start if tag == 0x0201 else value << (16 * (kind == 3)))
        for tag, kind, count, value in entries
    )
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">HI", 0, first) + struct.pack(">H", len(entries)) + packed
    return with_segment(image, 0xE1, b"Exif\0\0" + tiff + b"\0\0\0\0" + small)


def iptc(image: Image.Image) -> bytes:
    caption = f"{CANARY}-iptc".encode()
    record = struct.pack(">BBBH", 0x1C, 2, 120, len(caption)) + caption
    record += b"\0" * (len(record) % 2)
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(record)) + record
    return with_segment(image, 0xED, b"Photoshop 3.0\0" + block)


def profile() -> bytes:
    """A profile whose name is planted, in the two bytes a letter that it keeps it in."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    planted = f"{CANARY}-".ljust(len(ICC_NAME), "p")
    assert ICC_NAME.encode("utf-16-be") in data
    return data.replace(ICC_NAME.encode("utf-16-be"), planted.encode("utf-16-be"))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(image: Image.Image, *chunks: bytes, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", **options)
    data = out.getvalue()
    return data[:33] + b"".join(chunks) + data[33:]


def webp(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=90, **options)
    return out.getvalue()


def mpo(image: Image.Image) -> bytes:
    """Two pictures in one file, the second with words of its own."""
    out = BytesIO()
    second = Image.new("RGB", image.size, "black")
    image.save(out, "MPO", save_all=True, append_images=[second], quality=90)
    data = out.getvalue()
    start = data.rindex(b"\xff\xd8\xff")
    return data[: start + 2] + segment(0xFE, f"{CANARY}-second".encode()) + data[start + 2 :]


def originals(image: Image.Image) -> dict[str, bytes]:
    """A photo for each place in which words can be planted."""
    words = f"{CANARY}-words".encode()
    packet = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>"
        f"<photoshop:City>{CANARY}-city</photoshop:City></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Comment", f"{CANARY}-itxt", zip=True)
    hidden = base64.b64encode(b"\0" * 9 + words + b"\0" * 9)
    return {
        "Exif": jpeg(image, exif=exif(image)),
        "thumbnail": thumbnail(image),
        "XMP": jpeg(image, xmp=packet),
        "IPTC": iptc(image),
        "comment": jpeg(image, comment=words),
        "ICC": jpeg(image, icc_profile=profile()),
        "after the end": jpeg(image) + words,
        "film": jpeg(image) + b"\0\0\0\x18ftypmp42" + words,
        "C2PA": with_segment(image, 0xEB, b"JP\0\0\0\0\0\1\0\0\0\x30jumb" + words),
        "base64": with_segment(image, 0xFE, hidden),
        "MPO": mpo(image),
        "tEXt": png(image, chunk(b"tEXt", b"Comment\0" + words)),
        "zTXt": png(image, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(words))),
        "iTXt": png(image, pnginfo=text),
        "eXIf": png(image, exif=exif(image)),
        "iCCP": png(image, icc_profile=profile()),
        "own chunk": png(image, chunk(b"gtXx", words)),
        "after IEND": png(image) + words,
        "WebP Exif": webp(image, exif=exif(image)),
        "WebP XMP": webp(image, xmp=packet),
        "WebP ICC": webp(image, icc_profile=profile()),
    }


def told(data: bytes, word: str = CANARY, depth: int = 0) -> bool:
    """Whether a word stands anywhere in these bytes, as it is or packed."""
    if any(word.encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        return True
    if depth == 2:
        return False
    return any(told(inner, word, depth + 1) for inner in _packed(data))


def _packed(data: bytes) -> list[bytes]:
    """What is inside: each run of zlib or gzip, and each run of base64."""
    found = []
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", data):
        unpacking = zlib.decompressobj(47)
        try:
            found.append(unpacking.decompress(data[start.start() :], 1_000_000))
        except zlib.error:
            continue
    for run in re.findall(rb"[A-Za-z0-9+/]{24,}", data):
        starts = (run[shift:] for shift in range(4))
        found += [base64.b64decode(one[: len(one) // 4 * 4]) for one in starts]
    return found
