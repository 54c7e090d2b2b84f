"""What a page looks like, in 1024 bits: copies that were made smaller, packed again or turned have nearly the same.

The page in 32 by 32 squares, each darker than those around it or not. Two papers on one form look alike, which is why
only very near ones are said to be the same (``pipeline.likeness``).
"""

from PIL import Image, ImageFilter

SIDE = 32
_FEWEST = 40  # squares that stand out, under which a page has too little on it to be told from another
_DARKER = 2  # of 255


def look_of(image: Image.Image) -> str:
    """The look of a page as 256 hexadecimal digits, row by row; "" for one with hardly anything on it."""
    grey = image.convert("L").resize((SIDE * 4, SIDE * 4), Image.Resampling.BOX)
    small = grey.filter(ImageFilter.GaussianBlur(2)).resize((SIDE, SIDE), Image.Resampling.BOX)
    around = small.filter(ImageFilter.GaussianBlur(SIDE / 8))
    number = 0
    for value, level in zip(small.tobytes(), around.tobytes(), strict=True):
        number = number << 1 | (value < level - _DARKER)
    return f"{number:0{SIDE * SIDE // 4}x}" if number.bit_count() >= _FEWEST else ""
