"""Scores passages with torch, for those who have a GPU: float32, in batches, on the fastest device there is.

Needs the train extra and the base encoder that the model was trained from. The shipped path is ONNX with int8 weights;
a score near a threshold can fall on the other side of it here, so the model version says which backend it was.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from pactwatch.classify import Classifier, check_model_folder, encode_pair, load_decision, load_tokenizer
from pactwatch.records import PassageLabels
from pactwatch.train.build import load_network
from pactwatch.train.encoding import pad_batch

_BATCH = 64


class TorchClassifier(Classifier):
    """A loaded model on torch; same labels from the same decision, scores from float32 weights."""

    def __init__(self, folder: Path, *, device: str = "") -> None:
        version = f"{check_model_folder(folder)}+torch"
        super().__init__(load_decision(folder), load_tokenizer(folder), None, version)
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self._network = load_network(folder).to(self.device)

    def predict(self, passages: Sequence[tuple[str, str]]) -> list[PassageLabels]:
        """Label (title, text) pairs, in order; batches hold passages of like length."""
        encoded = [encode_pair(self._tokenizer, title, text, self.decision.token_limit) for title, text in passages]
        order = sorted(range(len(encoded)), key=lambda row: len(encoded[row][0]))
        found: dict[int, PassageLabels] = {}
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            for row, logits in zip(rows, self._score_batch([encoded[row] for row in rows]), strict=True):
                has_words = any(map(str.isalnum, passages[row][1]))
                found[row] = self.decision.decide(logits) if has_words else self.decision.deny()
        return [found[row] for row in range(len(passages))]

    def score(self, title: str, text: str) -> npt.NDArray[np.float32]:
        """Return the raw outputs for one passage: (labels + 1 + standings,), float32."""
        encoded = encode_pair(self._tokenizer, title, text, self.decision.token_limit)
        row: npt.NDArray[np.float32] = self._score_batch([encoded])[0]
        return row

    def _score_batch(self, batch: list[tuple[list[int], list[int]]]) -> npt.NDArray[np.float32]:
        inputs = [torch.from_numpy(array).to(self.device) for array in pad_batch(batch)]
        with torch.inference_mode():
            labels, evidence, standing = self._network(*inputs)
        found: npt.NDArray[np.float32] = torch.cat([labels, evidence.unsqueeze(-1), standing], dim=-1).cpu().numpy()
        return found
