"""What a training run may vary. Settings, passages and base make a run; the model's `training.json` names all three."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from pactwatch.errors import SettingsError
from pactwatch.train.bases import BaseKey

Method = Literal["frozen", "lora", "full"]


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """One training run.

    `method` says what learns: the heads alone (`frozen`), a low-rank adapter (`lora`) or all weights (`full`, for
    comparison: its weights are too large to ship). `swapped_share` is the share of passages whose organisations are
    swapped in an epoch. `learning_rate` is the highest step size of the encoder's part, `head_learning_rate` that of
    the heads. `label_weight` and `standing_weight` scale their losses against the evidence loss.
    `positive_weight_power` raises the weight of a label's positives to (negatives / positives) ** power; 0 weighs all
    alike. Calibration and thresholds are fitted on `scored_fold_count` of the `fold_count` cross-validation folds, each
    a whole fit. `thread_count` is torch's: on a busy machine two threads mostly wait for each other, so that
    `process_count` fits of one thread each are the better use of two cores.
    `precision` bfloat16 halves the time on processors that have it and measured no worse.

    Defaults were chosen on the development side in November 2026, with 675 training passages; see
    `docs/classifier.md`. Small batches matter: 16 to a batch gave too few steps (patterns .44 against .59).
    """

    base: BaseKey = "gte-small"
    method: Method = "lora"
    rank: int = 32
    epoch_count: int = 32
    learning_rate: float = 5e-4
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
    fold_count: int = 5
    scored_fold_count: int = 5
    precision: Literal["float32", "bfloat16"] = "float32"
    seed: int = 20240501
    thread_count: int = 1
    process_count: int = 1


def parse_settings(choices: Sequence[str]) -> TrainSettings:
    """Make settings from `name=value` texts, such as those of `pactwatch model train --set`.

    Raises SettingsError that names the choice and what it may be.
    """
    types = get_type_hints(TrainSettings)
    values: dict[str, Any] = {}
    for choice in choices:
        name, _, raw = choice.partition("=")
        if name not in types:
            raise SettingsError(f"{choice!r}: there is no setting {name!r}; there are {', '.join(sorted(types))}")
        allowed = get_args(types[name])
        try:
            values[name] = raw if allowed else types[name](raw)
        except ValueError as error:
            raise SettingsError(f"{choice!r}: {name} is of type {types[name].__name__}") from error
        if allowed and raw not in allowed:
            raise SettingsError(f"{choice!r}: {name} is one of {', '.join(allowed)}")
    settings = TrainSettings(**values)
    _check_ranges(settings)
    return settings


def _check_ranges(settings: TrainSettings) -> None:
    counts = ("rank", "epoch_count", "batch_size", "token_limit", "scored_fold_count", "thread_count", "process_count")
    for name in counts:
        if getattr(settings, name) < 1:
            raise SettingsError(f"{name} must be at least 1")
    if settings.fold_count < 2 or settings.scored_fold_count > settings.fold_count:
        raise SettingsError("fold_count must be at least 2, and at least scored_fold_count")
    if not 0.0 <= settings.swapped_share <= 1.0:
        raise SettingsError("swapped_share is a share from 0 to 1")
