"""What a training run may vary. Settings, passages and base weights make a run; the model's card holds all three."""

from dataclasses import dataclass
from typing import Literal

# sha256 of all-MiniLM-L6-v2's `model.safetensors`, the only base these settings were tuned for.
BASE_NAME = "sentence-transformers/all-MiniLM-L6-v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

Method = Literal["frozen", "lora", "full"]
Names = Literal["plain", "masked", "swapped"]


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """One training run.

    `method` says what learns: the heads alone (`frozen`), a low-rank adapter (`lora`) or all weights (`full`, for
    comparison: its weights are too large to ship).

    `label_weight` and `standing_weight` scale their losses against the evidence loss. `positive_weight_power` raises
    the weight of a label's positives to (negatives / positives) ** power; 0 weighs all alike. `fold_count` is the
    number of cross-validation folds that calibration and thresholds are fitted on; `thread_count` is torch's.
    """

    method: Method = "frozen"
    rank: int = 16
    epoch_count: int = 12
    learning_rate: float = 2e-4
    head_learning_rate: float = 1e-3
    batch_size: int = 16
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    label_weight: float = 10.0
    standing_weight: float = 0.5
    positive_weight_power: float = 0.0
    pooling: Literal["mean", "attention"] = "mean"
    names: Names = "plain"
    use_title: bool = True
    token_limit: int = 256
    fold_count: int = 5
    precision: Literal["float32", "bfloat16"] = "float32"
    seed: int = 20240501
    thread_count: int = 1
