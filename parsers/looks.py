"""How text looks, whatever file it stands in."""


def in_capitals(text: str) -> bool:
    """Whether the letters of the text, at least four, are capitals."""
    if sum(map(str.islower, text[:40])) > 4 + len(text) // 10:  # quick: most texts are not
        return False
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and sum(map(str.isupper, letters)) > 0.9 * len(letters)
