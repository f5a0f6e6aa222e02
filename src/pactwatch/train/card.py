"""Writes `card.md`: what the model is, what it was trained on, how good it is, and where it must not be trusted."""

from pathlib import Path
from typing import Any

CARD_FILE = "card.md"

_HEAD = """# Passage labels

Labels one passage of an article (title and paragraph, English) by the taxonomy of AI partnerships: {label_count} labels
(patterns, signals, kill-list moves), whether it is evidence at all, and its standing. It proposes; a reviewer decides.

## What it is

- Base: {base}, {base_million_parameters} million parameters, hash of its tensors `{base_sha256}`;
  {what_learnt}, {pooling} pooling, one layer of heads.
- Shipped as ONNX with int8 weights per channel; what was learnt lies beside it in float16, and `build_model` makes the
  shipped file from that and the base.
- Input: title as first segment, passage as second, cut at {token_limit} tokens. Names stand in plain text.
- Trained on {passages} authored passages ({evidence_passages} of them evidence), hash `{passages_sha256}`;
  {how_trained}.
- Scaling and thresholds per label, abstain band and the temperature of the standing: fitted on {scored_fold_count} of
  {fold_count} cross-validation folds within the training side, whole scenarios in one fold. The development side
  trained and scaled nothing; but the settings above were chosen on it among a dozen, so its figures are a little
  too good.

## Development figures

{count} passages that training never saw, scored by the shipped int8 file. Brackets: 95 % interval, passages drawn anew
1,000 times.

| what | F1 or accuracy | precision | recall | further |
|---|---|---|---|---|
"""

_LIMITS = """
How sure it is against how often it is right, by group: `calibration.svg`.

## Limits

- All passages are authored for training, half of them after real reports. Real prose differs, and law-firm commentary,
  where a paragraph leans on the one before it, is the hardest. Expect lower figures on it than above.
- Development and training passages retell some of the same well-known deals (Microsoft and OpenAI above all) in other
  words and voices. Names are swapped in training, yet unknown companies may still be read a little worse.
- Kill-list moves have far fewer positives than the rest: proposals that a reviewer must check.
- English only. Numbers and dates are not read by the model; other stages do that.
- Int8 arithmetic differs a little between processors: a score near its threshold can fall on the other side elsewhere.
"""


_LEARNT = {
    "frozen": "its weights are as they were and the heads alone are trained",
    "lora": "a low-rank adapter (LoRA, rank {rank}) on all linear layers",
    "full": "all weights trained",
}
_GRADIENT = (
    "{epoch_count} epochs, learning rate {learning_rate}, seed {seed};\n"
    "  in {swapped_share:.0%} of the passages of an epoch the organisations were swapped for others of their role or\n"
    "  for unknown ones"
)
_TRAINED = {
    "frozen": "logistic regression with an L2 penalty per output (scikit-learn)",
    "lora": _GRADIENT,
    "full": _GRADIENT,
}


def write_card(folder: Path, training: dict[str, Any], metrics: dict[str, Any]) -> None:
    """Write the card from the training record and the development figures."""
    settings = training["settings"]
    facts = {
        **(training.get("continued_from") or training)["settings"],
        **training,
        "label_count": len(metrics["by_label"]),
        "count": metrics["count"],
        "what_learnt": _LEARNT[settings["method"]].format(**settings),
        "how_trained": _describe_training(training),
    }
    lines = [_format_group(name, metrics[name]) for name in ("patterns", "signals", "kill_list")]
    lines += [_format_evidence(metrics["evidence"]), _format_standing(metrics["standing"])]
    labels = [
        f"| `{label}` | {row['positives']} | {_show(row['f1'])} | {_show(row['precision'])} | {_show(row['recall'])} |"
        for label, row in metrics["by_label"].items()
    ]
    by_label = ["", "| label | positives | F1 | precision | recall |", "|---|---|---|---|---|", *labels]
    text = _HEAD.format(**facts) + "\n".join([*lines, *by_label]) + "\n" + _LIMITS
    (folder / CARD_FILE).write_text(text, encoding="utf-8")


def _describe_training(training: dict[str, Any]) -> str:
    """Say how the network was trained, and what it went on from if it did."""
    settings = training["settings"]
    text = _TRAINED[settings["method"]].format(**settings)
    earlier = training.get("continued_from")
    if earlier is None:
        return text
    first = _TRAINED[earlier["settings"]["method"]].format(**earlier["settings"])
    return f"first on {earlier['passages']} of them, {first};\n  then on all of them, {text}"


def _format_group(name: str, row: dict[str, Any]) -> str:
    further = (
        f"average precision {_show(row['average_precision'])}, calibration error {_show(row['calibration_error'])}"
    )
    figures = f"{_show_interval(row)} | {_show(row['precision'])} | {_show(row['recall'])}"
    return f"| {name.replace('_', ' ')}, micro-F1 | {figures} | {further} |"


def _format_evidence(row: dict[str, Any]) -> str:
    further = f"AUROC {_show_interval(row['auroc'])}, sent to review {_show(row['abstained_share'])}"
    return f"| evidence, F1 | {_show_interval(row)} | {_show(row['precision'])} | {_show(row['recall'])} | {further} |"


def _format_standing(row: dict[str, Any]) -> str:
    given = f"with missed evidence {_show(row['as_given_out'])}"
    return f"| standing, accuracy on evidence | {_show_interval(row)} | | | {given} |"


def _show(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _show_interval(row: dict[str, Any]) -> str:
    low, high = row["interval_95"]
    return f"{_show(row['value'])} ({_show(low)} to {_show(high)})"
