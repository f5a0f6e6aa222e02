"""What a training run may vary. Settings, passages and base weights make a run; the model's card holds all three."""

from dataclasses import dataclass
from typing import Literal

# sha256 of all-MiniLM-L6-v2's `model.safetensors`, the only base these settings were tuned for.
BASE_NAME = "sentence-transformers/all-MiniLM-L6-v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

Method = Literal["frozen", "lora", "full"]

# An adapter's factors start small and want larger steps than weights that already know the language.
_LEARNING_RATES: dict[Method, float] = {"frozen": 0.0, "lora": 7e-4, "full": 2e-4}


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """One training run.

    `method` says what learns: the heads alone (`frozen`), a low-rank adapter (`lora`) or all weights (`full`, for
    comparison: its weights are too large to ship). `swapped_share` is the share of passages whose organisations are
    swapped in an epoch. `label_weight` and `standing_weight` scale their losses against the evidence loss.
    `positive_weight_power` raises the weight of a label's positives to (negatives / positives) ** power; 0 weighs all
    alike. `fold_count` is the number of cross-validation folds that calibration and thresholds are fitted on;
    `thread_count` is torch's: on a busy machine two threads spend most of their time waiting for each other.
    `precision` bfloat16 halves the time on processors that have it and measured no worse.

    Defaults were chosen on the development side in November 2026, with 675 training passages; see
    `docs/classifier.md`. Small batches matter: 16 to a batch gave too few steps (patterns .44 against .59).
    """

    method: Method = "lora"
    rank: int = 32
    epoch_count: int = 32
    head_learning_rate: float = 1e-3
    batch_size: int = 8
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    label_weight: float = 20.0
    standing_weight: float = 2.0
    positive_weight_power: float = 0.0
    pooling: Literal["mean", "attention"] = "mean"
    swapped_share: float = 0.8
    token_limit: int = 256
    fold_count: int = 4
    precision: Literal["float32", "bfloat16"] = "float32"
    seed: int = 20240501
    thread_count: int = 1

    @property
    def learning_rate(self) -> float:
        """The highest step size of the encoder's part, reached after the warm-up."""
        return _LEARNING_RATES[self.method]
