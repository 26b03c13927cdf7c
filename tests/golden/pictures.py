#!/usr/bin/env python3
"""Makes the small pictures of the golden cases, which are kept beside their scripts. PNG files are put
together here; the photograph comes from ImageMagick's convert, with an Exif block put in.

    python3 tests/golden/pictures.py      (writes them anew: the dumps then must not change)
"""
import os
import struct
import subprocess
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
GREY, RGB, RGB_ALPHA = 0, 2, 6


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(case, name, width, height, colour, pixel):
    rows = b""
    for y in range(height):
        row = b"".join(bytes(pixel(x, y)) for x in range(width))
        step = len(row) // width  # filter 1: each byte as its difference from the pixel before
        rows += b"\1" + bytes((row[i] - (row[i - step] if i >= step else 0)) & 255
                              for i in range(len(row)))
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9))
            + chunk(b"IEND", b""))
    with open(os.path.join(HERE, case, name), "wb") as file:
        file.write(data)


def turned_jpeg(case, name, orientation):
    """Stored lying on its side: the top is dark and the arrow points up once it is turned."""
    drawing = ["-size", "120x80", "xc:white", "-fill", "black", "-draw", "rectangle 0,0 20,79",
               "-draw", "polygon 30,40 70,15 70,65", "-draw", "rectangle 70,32 110,48"]
    jpeg = subprocess.run(["convert", *drawing, "-strip", "-quality", "80", "jpg:-"], check=True,
                          capture_output=True).stdout
    exif = (b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1)
            + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + bytes(4))
    with open(os.path.join(HERE, case, name), "wb") as file:
        file.write(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])


def disc(x, y, side):
    """0 outside, 255 inside of a disc, with a soft edge."""
    distance = ((x - side / 2 + 0.5) ** 2 + (y - side / 2 + 0.5) ** 2) ** 0.5
    return max(0, min(255, int((side / 2 - distance) * 64)))


png("picture", "ramp.png", 120, 60, RGB, lambda x, y: (2 * x, 4 * y, 128))
png("picture", "steps.png", 64, 64, GREY, lambda x, y: (x // 8 * 36,))
png("picture-alpha", "disc.png", 96, 96, RGB_ALPHA, lambda x, y: (32, 96, 160, disc(x, y, 96)))
png("picture-decorative", "stripe.png", 90, 8, GREY, lambda x, y: (x // 9 % 2 * 255,))
png("picture-in-columns", "tall.png", 120, 300, GREY, lambda x, y: ((x // 12 + y // 12) % 2 * 255,))
png("picture-fine", "fine.png", 400, 200, GREY, lambda x, y: ((x + y) % 2 * 255,))
turned_jpeg("picture-turned", "arrow.jpg", 6)
