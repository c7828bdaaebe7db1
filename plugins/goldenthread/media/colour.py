"""Colours: a picture in whatever way it is stored becomes one in sRGB.

In: a decoded picture. Out: the same in the mode RGB. Guaranteed: what was transparent is white; a profile that cannot
be followed is left out rather than guessed.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms


def flattened(image: Image.Image) -> Image.Image:
    """The picture in eight bits a channel, its transparent parts white: in the mode RGB, L or CMYK."""
    if image.mode.startswith("I"):  # grey in 16 bits, which `convert` would cut off rather than scale
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        return white.convert("RGB")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A flattened picture in sRGB, by the profile that its file holds."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted:
            return converted
    return image.convert("RGB")
