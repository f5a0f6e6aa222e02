"""Draws the ledger's pictures: abstract, always the same for the same article, small, with no rights to clear."""

import hashlib

_PALETTES = {
    "deals": ("#1d3557", "#e63946", "#f1faee"),
    "cloud": ("#264653", "#2a9d8f", "#e9f5f2"),
    "chips": ("#2b2d42", "#ef8354", "#f4ece6"),
    "policy": ("#3d405b", "#e07a5f", "#f4f1de"),
    "enterprise": ("#22333b", "#c6ac8f", "#f2ede7"),
    "devices": ("#31263e", "#d1495b", "#f5eef0"),
}
_COLUMNS, _ROWS, _CELL = 8, 4, 100


def draw_picture(slug: str, section: str) -> bytes:
    """Return an SVG of 800 by 400 units whose tiles follow the slug's digest and whose colours follow the section."""
    dark, accent, pale = _PALETTES.get(section, _PALETTES["deals"])
    digest = hashlib.sha256(slug.encode()).digest()
    tiles = [
        _draw_tile(digest[row * _COLUMNS + column], column * _CELL, row * _CELL, (dark, accent))
        for row in range(_ROWS)
        for column in range(_COLUMNS)
    ]
    size = f"{_COLUMNS * _CELL} {_ROWS * _CELL}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><rect width="100%" height="100%" fill="{pale}"/>'
    )
    return "\n".join([head, *filter(None, tiles), "</svg>"]).encode()


def _draw_tile(number: int, left: int, top: int, colours: tuple[str, str]) -> str:
    fill = colours[1] if number % 5 == 0 else colours[0]
    middle_x, middle_y, half = left + _CELL // 2, top + _CELL // 2, _CELL // 2
    shapes = (
        f'<circle cx="{middle_x}" cy="{middle_y}" r="{half - 12}" fill="{fill}"/>',
        f'<path d="M{left} {top}h{_CELL}a{_CELL} {_CELL} 0 0 1 -{_CELL} {_CELL}z" fill="{fill}"/>',
        f'<path d="M{left} {top + _CELL}v-{_CELL}l{_CELL} {_CELL}z" fill="{fill}"/>',
        f'<rect x="{left}" y="{top + 30}" width="{_CELL}" height="40" fill="{fill}" opacity=".8"/>',
        f'<circle cx="{middle_x}" cy="{middle_y}" r="{half - 18}" fill="none" stroke="{fill}" stroke-width="14"/>',
        "",
    )
    return shapes[(number // 7) % len(shapes)]
