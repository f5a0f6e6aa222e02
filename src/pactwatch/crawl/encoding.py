"""Undoes HTTP content encodings, strictly and with a limit.

Strictly: a gzip body that ends too early is half a page, and half a page is not evidence. With a limit: a few kilobytes
of gzip can hold gigabytes.
"""

import zlib

ACCEPTED = "gzip, deflate"
_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class BodyError(ValueError):
    """A body cannot be had: truncated, damaged, too large, or in an encoding that was not asked for."""


def decode_body(body: bytes, content_encoding: str, *, most_bytes: int) -> bytes:
    """Return the body as the page's author wrote it; raises BodyError.

    `content_encoding` is the header's value, `most_bytes` the limit on the result.

    >>> decode_body(b"plain", "", most_bytes=100)
    b'plain'
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    for name in reversed([name for name in names if name not in ("", "identity")]):
        if not body:
            return body
        if name in ("gzip", "x-gzip"):
            body = gunzip(body, most_bytes=most_bytes)
        elif name == "deflate":
            # Some servers send raw deflate data where the standard wants a zlib stream.
            body = _inflate(body, _ZLIB if body[0] & 0x0F == 8 else _RAW, most_bytes)
        else:
            raise BodyError(f"content encoding {name!r} was not asked for")
    if len(body) > most_bytes:
        raise BodyError(f"larger than {most_bytes} bytes")
    return body


def gunzip(body: bytes, *, most_bytes: int) -> bytes:
    """Decompress a gzip file (one or more members) up to `most_bytes`; raises BodyError."""
    return _inflate(body, _GZIP, most_bytes)


def _inflate(body: bytes, window_bits: int, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        stream = zlib.decompressobj(window_bits)
        try:
            part = stream.decompress(body, most_bytes - size + 1)
        except zlib.error as error:
            if parts:
                # Padding behind a complete member; browsers ignore it too.
                break
            raise BodyError(f"damaged compressed body: {error}") from error
        size += len(part)
        if size > most_bytes:
            raise BodyError(f"larger than {most_bytes} bytes when decompressed")
        if not stream.eof:
            raise BodyError("truncated compressed body")
        parts.append(part)
        body = stream.unused_data if window_bits == _GZIP else b""
    return b"".join(parts)
