"""Turns a trained network into the files that are shipped, and rebuilds the int8 model from the stored adapter.

Imports torch when imported. `adapter.safetensors` holds, in float16, two thin factors per linear layer (their product
is added to the base's weight) and the heads; with the base weights it is all that the built model comes from.
"""

import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.utils import parametrize

from pactwatch.errors import ModelError
from pactwatch.train.bases import BaseKey
from pactwatch.train.network import PassageNetwork, load_encoder

ADAPTER_FILE = "adapter.safetensors"
_HEADS = ("heads.weight", "heads.bias", "queries")


class _OneRow(nn.Module):  # type: ignore[misc]  # torch is absent where types are checked
    """The network as it runs: one passage, unpadded, all outputs in one row."""

    def __init__(self, network: PassageNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Any, token_type_ids: Any) -> Any:
        labels, evidence, standing = self.network(input_ids, torch.ones_like(input_ids), token_type_ids)
        return torch.cat([labels, evidence.unsqueeze(-1), standing], dim=-1)


def read_adapter(network: PassageNetwork) -> dict[str, Any]:
    """Take what was trained, in float16: the heads, and the adapter's factors or, without adapter, whole weights."""
    tensors = {name: value for name, value in network.state_dict().items() if name in _HEADS}
    for name, module in network.encoder.named_modules():
        if parametrize.is_parametrized(module, "weight"):
            change = module.parametrizations.weight[0]
            tensors |= {f"{name}.down": change.down, f"{name}.up": change.up}
    if not any(name.endswith(".up") for name in tensors):
        trained = ((name, value) for name, value in network.encoder.named_parameters() if value.requires_grad)
        tensors |= {f"encoder.{name}": value for name, value in trained}
    return {name: value.detach().to(torch.float16).contiguous() for name, value in sorted(tensors.items())}


def save_adapter(tensors: dict[str, Any], path: Path) -> None:
    """Write the factors and heads as safetensors."""
    save_file(tensors, str(path))


def merge_adapter(tensors: dict[str, Any], base: BaseKey) -> PassageNetwork:
    """Add the factors' products to the base weights, in float32, and set the rest; raises ModelError on a misfit."""
    encoder = load_encoder(base)
    try:
        label_count = tensors["heads.weight"].shape[0] - 5
        network = PassageNetwork(encoder, label_count, pooling="attention" if "queries" in tensors else "mean")
        with torch.no_grad():
            for name in sorted(name.removesuffix(".down") for name in tensors if name.endswith(".down")):
                layer = encoder.get_submodule(name)
                layer.weight += tensors[f"{name}.up"].float() @ tensors[f"{name}.down"].float()
            whole = {name: value.float() for name, value in tensors.items() if not name.endswith((".up", ".down"))}
            if network.load_state_dict(whole, strict=False).unexpected_keys:
                raise KeyError("tensors that the network does not have")
    except (KeyError, AttributeError, RuntimeError) as error:
        raise ModelError(f"{ADAPTER_FILE} does not fit the base encoder: {error!r}") from error
    network.eval()
    return network


def start_from(network: PassageNetwork, tensors: dict[str, Any]) -> None:
    """Put stored factors and heads into a network that is to be trained further; raises ModelError on a misfit."""
    state = network.state_dict()
    for name, value in tensors.items():
        layer, _, factor = name.rpartition(".")
        key = f"encoder.{layer}.parametrizations.weight.0.{factor}" if factor in ("down", "up") else name
        if key not in state or state[key].shape != value.shape:
            raise ModelError(f"{ADAPTER_FILE} does not fit these settings: {name}")
        state[key] = value.float()
    network.load_state_dict(state)


def load_adapter(path: Path) -> dict[str, Any]:
    """Read the factors and heads; raises ModelError when the file is not safetensors."""
    try:
        return dict(load_file(str(path)))
    except Exception as error:  # safetensors raises its own error without a common base
        raise ModelError(f"{path}: not readable as safetensors: {error}") from error


def export_int8(network: PassageNetwork, path: Path) -> None:
    """Write the network as ONNX with int8 weights per channel; the heads, and what is no matrix, stay float32.

    The exporter that works by tracing is used: its graph is the one that the quantiser knows how to fuse.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    example = (torch.tensor([[101, 2023, 102, 2003, 102]]), torch.tensor([[0, 0, 0, 1, 1]]))
    axes = {"input_ids": {1: "tokens"}, "token_type_ids": {1: "tokens"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            _OneRow(network),
            example,
            str(plain),
            input_names=["input_ids", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=_find_head_nodes(plain),
        )


def _find_head_nodes(path: Path) -> list[str]:
    """Name the nodes of the heads: at 44 rows they cost nothing, and rounding them would cost accuracy."""
    import onnx

    graph = onnx.load(str(path)).graph
    return [node.name for node in graph.node if "/heads/" in node.name]
