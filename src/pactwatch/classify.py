"""Passages to label scores; the model runs only here, on ONNX Runtime, without torch and without a network.

In: (title, text) pairs and a model folder whose every file is checked against `manifest.json`. Out: `PassageLabels`
with calibrated probabilities. Each passage is scored alone and unpadded: a quantised model's answer would otherwise
depend on its neighbours in the batch. Refuses an altered or incomplete folder.
"""

import hashlib
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from pactwatch.errors import ModelError
from pactwatch.project import find_folder
from pactwatch.records import PassageLabels, Standing

MODEL_FILE = "encoder.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
DECISION_FILE = "decision.json"
MANIFEST_FILE = "manifest.json"
_DECIDING_FILES = (MODEL_FILE, TOKENIZER_FILE, DECISION_FILE)

# Far beyond what the token limit lets through; it keeps a page-long paragraph from costing more than a short one.
_TITLE_CHARS, _TEXT_CHARS = 300, 6000


@dataclass(frozen=True, slots=True)
class Scale:
    """Platt scaling of one output and its threshold: probability = 1 / (1 + exp(-(slope * logit + intercept)))."""

    slope: float
    intercept: float
    threshold_0to1: float

    def calibrate(self, logit: float) -> float:
        """Turn a raw output into a probability."""
        return 1.0 / (1.0 + math.exp(-min(60.0, max(-60.0, self.slope * logit + self.intercept))))


@dataclass(frozen=True, slots=True)
class Decision:
    """How raw outputs become labels: `decision.json` of a model folder.

    Outputs stand in the order patterns, signals, moves (each id with its scale), evidence, standings. `move_patterns`
    names the pattern beside which a move may stand. An evidence score in `abstain_band_0to1` asks for a person's look.
    """

    patterns: dict[str, Scale]
    signals: dict[str, Scale]
    moves: dict[str, Scale]
    move_patterns: dict[str, str]
    evidence: Scale
    abstain_band_0to1: tuple[float, float]
    standings: tuple[Standing, ...]
    standing_temperature: float
    token_limit: int

    def decide(self, logits: Sequence[float] | npt.NDArray[np.float32]) -> PassageLabels:
        """Read one row of outputs: labels, then evidence, then standings."""
        values = iter([float(value) for value in logits])
        pattern_scores = {label: scale.calibrate(next(values)) for label, scale in self.patterns.items()}
        signal_scores = {label: scale.calibrate(next(values)) for label, scale in self.signals.items()}
        move_scores = {label: scale.calibrate(next(values)) for label, scale in self.moves.items()}
        evidence_score = self.evidence.calibrate(next(values))
        standing_scores = _soften(dict(zip(self.standings, values, strict=True)), self.standing_temperature)
        is_evidence = evidence_score >= self.evidence.threshold_0to1
        patterns = _pick(pattern_scores, self.patterns) if is_evidence else ()
        signals = _pick(signal_scores, self.signals) if is_evidence else ()
        # A move stands only beside its own pattern (ruling 19 of the codebook).
        moves = _pick(move_scores, self.moves) if is_evidence else ()
        low, high = self.abstain_band_0to1
        return PassageLabels(
            is_evidence=is_evidence,
            evidence_score_0to1=evidence_score,
            patterns=patterns,
            pattern_scores_0to1=pattern_scores,
            signals=signals,
            signal_scores_0to1=signal_scores,
            kill_list=tuple(move for move in moves if self.move_patterns[move] in patterns),
            kill_list_scores_0to1=move_scores,
            standing=max(self.standings, key=lambda name: standing_scores[name]) if is_evidence else "none",
            standing_scores_0to1={str(name): score for name, score in standing_scores.items()},
            in_abstain_band=low <= evidence_score < high or (is_evidence and not (patterns or signals)),
        )

    def deny(self) -> PassageLabels:
        """Give what stands for a passage that there is nothing to read in: no evidence, all scores zero."""
        return PassageLabels(
            is_evidence=False,
            evidence_score_0to1=0.0,
            patterns=(),
            pattern_scores_0to1=dict.fromkeys(self.patterns, 0.0),
            signals=(),
            signal_scores_0to1=dict.fromkeys(self.signals, 0.0),
            kill_list=(),
            kill_list_scores_0to1=dict.fromkeys(self.moves, 0.0),
            standing="none",
            standing_scores_0to1=dict.fromkeys(map(str, self.standings), 0.0),
        )

    def to_table(self) -> dict[str, Any]:
        """Return what `decision.json` holds; numbers keep six digits."""
        return {
            "patterns": _scales_to_table(self.patterns),
            "signals": _scales_to_table(self.signals),
            "moves": _scales_to_table(self.moves),
            "move_patterns": self.move_patterns,
            "evidence": _scales_to_table({"evidence": self.evidence})["evidence"],
            "abstain_band_0to1": [round(value, 6) for value in self.abstain_band_0to1],
            "standings": list(self.standings),
            "standing_temperature": round(self.standing_temperature, 6),
            "token_limit": self.token_limit,
        }


def parse_decision(table: Mapping[str, Any]) -> Decision:
    """Read what `Decision.to_table` wrote; raises KeyError, TypeError or ValueError on anything else."""
    low, high = table["abstain_band_0to1"]
    decision = Decision(
        patterns={label: Scale(*values) for label, values in table["patterns"].items()},
        signals={label: Scale(*values) for label, values in table["signals"].items()},
        moves={label: Scale(*values) for label, values in table["moves"].items()},
        move_patterns=dict(table["move_patterns"]),
        evidence=Scale(*table["evidence"]),
        abstain_band_0to1=(float(low), float(high)),
        standings=tuple(cast(list[Standing], table["standings"])),
        standing_temperature=float(table["standing_temperature"]),
        token_limit=int(table["token_limit"]),
    )
    if set(decision.move_patterns) != set(decision.moves):
        raise ValueError("move_patterns and moves name different moves")
    return decision


def load_decision(folder: Path) -> Decision:
    """Read `decision.json` of a model folder; raises ModelError when it is not readable."""
    try:
        return parse_decision(json.loads((folder / DECISION_FILE).read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{folder / DECISION_FILE}: not readable: {error!r}") from error


class Classifier:
    """A loaded model. `predict` may be called from one thread at a time."""

    def __init__(self, decision: Decision, tokenizer: Any, session: Any, model_version: str) -> None:
        self.decision = decision
        self.model_version = model_version
        self._tokenizer = tokenizer
        self._session = session

    @classmethod
    def load(cls, folder: Path | None = None, *, thread_count: int = 2) -> "Classifier":
        """Check and load a model folder, by default the shipped `models/passage-labels`.

        Raises ModelError that names the file which is missing, altered or not readable.
        """
        folder = folder or find_folder("models/passage-labels")
        model_version = check_model_folder(folder)
        decision = load_decision(folder)
        tokenizer = load_tokenizer(folder)
        return cls(decision, tokenizer, _open_session(folder / MODEL_FILE, thread_count), model_version)

    def predict(self, passages: Sequence[tuple[str, str]]) -> list[PassageLabels]:
        """Label (title, text) pairs, in order; the same pair always gets the same scores.

        A text without a single letter or digit is no evidence, whatever its title says.
        """
        return [
            self.decision.decide(self.score(title, text)) if any(map(str.isalnum, text)) else self.decision.deny()
            for title, text in passages
        ]

    def score(self, title: str, text: str) -> npt.NDArray[np.float32]:
        """Return the raw outputs for one passage: (labels + 1 + standings,), float32."""
        ids, types = encode_pair(self._tokenizer, title, text, self.decision.token_limit)
        feed = {"input_ids": np.array([ids], dtype=np.int64), "token_type_ids": np.array([types], dtype=np.int64)}
        return cast(npt.NDArray[np.float32], self._session.run(["logits"], feed)[0][0])


def check_model_folder(folder: Path) -> str:
    """Compare every file with `manifest.json`; return the version, 12 digits of a hash over what decides on labels.

    Raises ModelError naming the first file that is missing, altered, or not in the manifest though the model needs it.
    """
    manifest_path = folder / MANIFEST_FILE
    try:
        hashes: dict[str, str] = dict(json.loads(manifest_path.read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{manifest_path}: not readable: {error!r}. Build the model again or reinstall") from error
    missing = set(_DECIDING_FILES) - set(hashes)
    if missing:
        raise ModelError(f"{manifest_path} does not list {sorted(missing)}")
    for name, wanted in sorted(hashes.items()):
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path} is missing; the manifest of the model lists it")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != wanted:
            raise ModelError(f"{path} was altered: sha256 is {found}, the manifest says {wanted}")
    return hashlib.sha256("".join(hashes[name] for name in _DECIDING_FILES).encode()).hexdigest()[:12]


def write_manifest(folder: Path) -> None:
    """Write `manifest.json` with the sha256 of every other file of the folder."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST_FILE)
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (folder / MANIFEST_FILE).write_text(json.dumps({"sha256": hashes}, indent=1) + "\n", encoding="utf-8")


def load_tokenizer(folder: Path) -> Any:
    """Load the folder's `tokenizer.json` through transformers, with its truncation and padding to 128 switched off."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # transformers says on import that torch is missing, which is meant so here.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    from transformers import PreTrainedTokenizerFast

    path = folder / TOKENIZER_FILE
    try:
        tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(path))
    except Exception as error:  # the Rust reader raises bare Exception for every fault
        raise ModelError(f"{path}: not readable as a tokenizer: {error}") from error
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    return tokenizer


def encode_pair(tokenizer: Any, title: str, text: str, token_limit: int) -> tuple[list[int], list[int]]:
    """Tokenise a passage with its title as first segment into (input ids, token types), cut to the limit at the end."""
    title, text = _make_encodable(title[:_TITLE_CHARS].strip()), _make_encodable(text[:_TEXT_CHARS])
    encoding = tokenizer.backend_tokenizer.encode(*((title, text) if title else (text,)))
    ids, types = list(encoding.ids), list(encoding.type_ids)
    if len(ids) > token_limit:
        ids, types = [*ids[: token_limit - 1], ids[-1]], types[:token_limit]
    return ids, types


def _open_session(path: Path, thread_count: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = thread_count
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no base but Exception
        raise ModelError(f"{path}: not readable as a model: {error}") from error


def _make_encodable(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 reader takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pick(scores: Mapping[str, float], scales: Mapping[str, Scale]) -> tuple[str, ...]:
    return tuple(label for label, score in scores.items() if score >= scales[label].threshold_0to1)


def _soften(logits: dict[Standing, float], temperature: float) -> dict[Standing, float]:
    """Softmax at a temperature (Guo et al., arXiv:1706.04599)."""
    highest = max(logits.values())
    powers = {name: math.exp((value - highest) / temperature) for name, value in logits.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _scales_to_table(scales: Mapping[str, Scale]) -> dict[str, list[float]]:
    return {
        label: [round(scale.slope, 6), round(scale.intercept, 6), round(scale.threshold_0to1, 6)]
        for label, scale in scales.items()
    }
