"""The network: a small encoder, pooled, with a label, an evidence and a standing head; LoRA adapter or full weights.

Imports torch when imported. Out: `PassageNetwork` and its base loader, which checks the weights' hash.
"""

from typing import Any

import torch
from torch import nn
from torch.nn.utils import parametrize

from pactwatch.train.bases import BaseKey, check_base, find_base_folder
from pactwatch.train.encoding import STANDINGS
from pactwatch.train.settings import TrainSettings


def load_encoder(key: BaseKey) -> Any:
    """Load a base encoder in float32 with plain attention, the form that exports to ONNX; raises ModelError."""
    from transformers import BertModel

    folder = find_base_folder(key)
    check_base(key, folder)
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


def make_network(settings: TrainSettings, label_count: int) -> PassageNetwork:
    """Build a network that is ready to train: all weights, or a LoRA adapter around frozen ones."""
    torch.manual_seed(settings.seed)
    encoder = load_encoder(settings.base)
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
