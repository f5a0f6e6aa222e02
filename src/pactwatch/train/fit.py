"""Trains one network and scores passages with it. One seed, deterministic kernels, a fixed number of threads.

Imports torch when imported. In: settings, passages, taxonomy. Out: the trained network, or raw logits.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from pactwatch.classify import load_tokenizer
from pactwatch.taxonomy import Taxonomy
from pactwatch.train.bases import find_base_folder
from pactwatch.train.encoding import Floats, Logits, Targets, encode_pairs, iter_batches, make_targets, pad_batch
from pactwatch.train.export import start_from
from pactwatch.train.network import PassageNetwork, make_network
from pactwatch.train.passages import LabelledPassage
from pactwatch.train.settings import TrainSettings

Report = Callable[[str], None]
PairMaker = Callable[[LabelledPassage, random.Random | None], tuple[str, str]]


def plain_pair(passage: LabelledPassage, _: random.Random | None = None) -> tuple[str, str]:
    """Give the passage to the model as it stands."""
    return passage.title, passage.text


@dataclass(frozen=True, slots=True)
class Trainer:
    """What all runs over one set of passages share."""

    settings: TrainSettings
    taxonomy: Taxonomy
    make_pair: PairMaker = plain_pair
    report: Report = lambda line: None

    def fit(self, passages: Sequence[LabelledPassage], start: dict[str, Any] | None = None) -> PassageNetwork:
        """Train on the passages and return the network in evaluation mode; the same inputs give the same weights.

        `start` is a stored adapter to go on from, of the same base, method and rank.
        """
        settings = self.settings
        torch.set_num_threads(settings.thread_count)
        torch.use_deterministic_algorithms(True)
        # Deterministic mode also fills fresh memory, at a quarter of all time; no kernel used here reads it unwritten.
        torch.utils.deterministic.fill_uninitialized_memory = False
        network = make_network(settings, len(self.taxonomy.label_ids))
        if start is not None:
            start_from(network, start)
        tokenizer = load_tokenizer(find_base_folder(self.settings.base))
        source = random.Random(settings.seed)
        targets = make_targets(passages, self.taxonomy)
        loss_of = _make_loss(settings, targets.labels)
        step_count = settings.epoch_count * -(-len(passages) // settings.batch_size)
        optimizer, schedule = _make_optimizer(settings, network, step_count)
        network.train()
        for epoch in range(settings.epoch_count):
            encoded = encode_pairs(tokenizer, [self.make_pair(p, source) for p in passages], settings.token_limit)
            total = 0.0
            for rows in iter_batches([len(ids) for ids, _ in encoded], settings.batch_size, source):
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.precision == "bfloat16"):
                    outputs = network(*(torch.from_numpy(array) for array in pad_batch([encoded[row] for row in rows])))
                loss = loss_of(tuple(output.float() for output in outputs), _take_rows(targets, rows))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                total += loss.item() * len(rows)
            self.report(f"epoch {epoch + 1} of {settings.epoch_count}: loss {total / len(passages):.4f}")
        network.eval()
        return network

    def score(self, network: PassageNetwork, passages: Sequence[LabelledPassage]) -> Logits:
        """Score passages, rows in input order."""
        tokenizer = load_tokenizer(find_base_folder(self.settings.base))
        encoded = encode_pairs(tokenizer, [self.make_pair(p, None) for p in passages], self.settings.token_limit)
        order = sorted(range(len(encoded)), key=lambda row: len(encoded[row][0]))
        parts: list[Any] = []
        with torch.inference_mode():
            for start in range(0, len(order), 32):
                batch = [encoded[row] for row in order[start : start + 32]]
                outputs = network(*(torch.from_numpy(array) for array in pad_batch(batch)))
                parts.append([output.numpy() for output in outputs])
        back = np.argsort(order)
        labels, evidence, standing = (np.concatenate([part[kind] for part in parts])[back] for kind in range(3))
        return Logits(labels=labels, evidence=evidence, standing=standing)


def _take_rows(targets: Targets, rows: list[int]) -> tuple[Any, Any, Any]:
    labels, evidence, standing = (array[rows] for array in (targets.labels, targets.evidence, targets.standing))
    return torch.from_numpy(labels), torch.from_numpy(evidence), torch.from_numpy(standing)


def _make_loss(settings: TrainSettings, labels: Floats) -> Callable[[Sequence[Any], Sequence[Any]], Any]:
    positives = labels.sum(axis=0).clip(min=1.0)
    ratio = ((len(labels) - positives) / positives) ** settings.positive_weight_power
    label_loss = nn.BCEWithLogitsLoss(pos_weight=torch.from_numpy(ratio.astype(np.float32)))
    evidence_loss = nn.BCEWithLogitsLoss()
    standing_loss = nn.CrossEntropyLoss(ignore_index=-1, reduction="sum")

    def loss_of(outputs: Sequence[Any], wanted: Sequence[Any]) -> Any:
        loss = settings.label_weight * label_loss(outputs[0], wanted[0]) + evidence_loss(outputs[1], wanted[1])
        # The sum over evidence rows by the size of the whole batch: a batch without evidence adds nothing, not NaN.
        return loss + settings.standing_weight * standing_loss(outputs[2], wanted[2]) / len(wanted[2])

    return loss_of


def _make_optimizer(settings: TrainSettings, network: PassageNetwork, step_count: int) -> tuple[Any, Any]:
    heads = network.head_parameters()
    body = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": settings.learning_rate, "weight_decay": settings.weight_decay},
            {"params": heads, "lr": settings.head_learning_rate, "weight_decay": 0.0},
        ]
    )
    warmup = max(1, int(settings.warmup_share * step_count))

    def factor(step: int) -> float:
        return min((step + 1) / warmup, max(0.0, (step_count - step) / max(1, step_count - warmup)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
