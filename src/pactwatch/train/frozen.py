"""Trains the heads alone, on the mean of the base encoder's hidden states: minutes instead of hours on two cores.

In: labelled passages. Out: a `PassageNetwork` whose encoder is the base, unchanged. Logistic regression per output
(scikit-learn, L2). Quick to make, and behind a well-set adapter on the labels; see `docs/classifier.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from pactwatch.classify import load_tokenizer
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.bases import find_base_folder
from pactwatch.train.encoding import STANDINGS, Floats, Integers, Logits, encode_pairs, make_targets
from pactwatch.train.fit import Report, plain_pair
from pactwatch.train.network import PassageNetwork, load_encoder
from pactwatch.train.passages import LabelledPassage
from pactwatch.train.settings import TrainSettings

# Inverse strength of the L2 penalty. The only value that was tried.
_INVERSE_PENALTY = 3.0
# The bias of an output that the passages never, or always, show.
_CERTAIN_LOGIT = 5.0


@dataclass(slots=True)
class FrozenTrainer:
    """Fits heads as `Trainer` fits networks; the encoder runs once per passage, however many folds there are."""

    settings: TrainSettings
    taxonomy: Taxonomy
    report: Report = lambda line: None
    _embeddings: dict[str, Floats] = field(default_factory=dict)

    def fit(self, passages: Sequence[LabelledPassage]) -> PassageNetwork:
        """Fit every output on the passages; the same inputs give the same weights."""
        inputs = self._embed(passages)
        targets = make_targets(passages, self.taxonomy)
        outputs = [*targets.labels.T, targets.evidence]
        rows = [_fit_output(inputs, wanted) for wanted in outputs]
        rows.extend(_fit_standing(inputs, targets.standing))
        network = PassageNetwork(load_encoder(self.settings.base).requires_grad_(False), len(self.taxonomy.label_ids))
        with torch.no_grad():
            network.heads.weight.copy_(torch.tensor(np.stack([weights for weights, _ in rows])))
            network.heads.bias.copy_(torch.tensor([bias for _, bias in rows]))
        network.eval()
        return network

    def score(self, network: PassageNetwork, passages: Sequence[LabelledPassage]) -> Logits:
        """Score passages, rows in input order."""
        with torch.inference_mode():
            logits = network.heads(torch.from_numpy(self._embed(passages))).numpy()
        split = network.label_count
        return Logits(labels=logits[:, :split], evidence=logits[:, split], standing=logits[:, split + 1 :])

    def _embed(self, passages: Sequence[LabelledPassage]) -> Floats:
        """Return the mean hidden state per passage, (passages, width), float32."""
        missing = [passage for passage in passages if passage.passage_id not in self._embeddings]
        if missing:
            self.report(f"encoding {len(missing)} passages")
            torch.set_num_threads(self.settings.thread_count)
            encoder = load_encoder(self.settings.base).eval()
            tokenizer = load_tokenizer(find_base_folder(self.settings.base))
            pairs = [plain_pair(passage) for passage in missing]
            for passage, (ids, types) in zip(
                missing, encode_pairs(tokenizer, pairs, self.settings.token_limit), strict=True
            ):
                self._embeddings[passage.passage_id] = _mean_state(encoder, ids, types)
        return np.stack([self._embeddings[passage.passage_id] for passage in passages])


def _mean_state(encoder: Any, ids: list[int], types: list[int]) -> Floats:
    with torch.inference_mode():
        found = encoder(
            input_ids=torch.tensor([ids]),
            attention_mask=torch.ones(1, len(ids), dtype=torch.long),
            token_type_ids=torch.tensor([types]),
        )
    state: Floats = found.last_hidden_state[0].mean(dim=0).numpy()
    return state


def _fit_output(inputs: Floats, wanted: Floats) -> tuple[Floats, float]:
    if wanted.min() == wanted.max():
        return np.zeros(inputs.shape[1], dtype=np.float32), _CERTAIN_LOGIT if wanted.max() else -_CERTAIN_LOGIT
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(inputs, wanted)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _fit_standing(inputs: Floats, standing: Integers) -> list[tuple[Floats, float]]:
    """Fit one row of logits per standing; a standing that the passages never show gets a low constant."""
    shown = standing >= 0
    rows: dict[int, tuple[Floats, float]] = {}
    if len(set(standing[shown])) > 2:
        model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(inputs[shown], standing[shown])
        for number, weights, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True):
            rows[int(number)] = weights.astype(np.float32), float(bias)
    empty = np.zeros(inputs.shape[1], dtype=np.float32), -_CERTAIN_LOGIT
    return [rows.get(number, empty) for number in range(len(STANDINGS))]
