"""The encoders library: base64."""

from __future__ import annotations

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style


def encode(frame: Frame, value: bytes) -> str:
    """`base64.encode(bytes)`."""
    from base64 import b64encode

    charge(frame, len(value) >> 3)
    return b64encode(value).decode("ascii")


def decode(frame: Frame, text: str) -> bytes:
    """`base64.decode(text)`; padding may be left out, and line breaks do not matter."""
    from base64 import b64decode

    charge(frame, len(text) >> 3)
    text = text.replace("\r", "").replace("\n", "")
    try:
        return b64decode(text if text.endswith("=") else text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise OperationError("the string is not base64") from None


LIBRARY = (
    Builtin("base64.encode", ("bytes",), "string", encode, Style.GLOBAL, metered=True),
    Builtin("base64.decode", ("string",), "bytes", decode, Style.GLOBAL, metered=True),
)
