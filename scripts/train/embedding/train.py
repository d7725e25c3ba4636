"""Trains the embedding model from the training data to a model folder, in about five minutes on an idle core.

    /usr/bin/python3 scripts/train/embedding/train.py \\
        --data ../shared/data/train --dev ../shared/data/dev --out data/model

Needs python3 with numpy, scipy, onnx and torch. The same seed on the same machine gives the same model.
"""

import argparse
import os
import time

import numpy as np
import torch

import contrastive
import evaluate
from augmentation import stand_ins
from cooccurrence import first_vectors
from corpus import Corpus
from export import load_table, write_model
from project_data import word_groups
from tokenization import WordPiece
from vocabulary import count_words, learn_vocabulary

SHARES = {
    "question-sentence": 0.30,
    "question-passage": 0.25,
    "abstract": 0.05,
    "definition": 0.10,
    "synonym": 0.05,
    "text": 0.25,
    "paraphrase": 0.25,
    "word-group": 0.06,
}
"""How often a batch is of each kind of pair, relative to the others. Among the first six, two other mixes (question pairs
alone; half running text) did no better on the development sets."""


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Trains the embedding model: vocabulary, co-occurrence vectors, contrastive training, export.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", default="../shared/data/train", help="training data")
    parser.add_argument("--dev", default="../shared/data/dev", help="development sets: measured, never trained on")
    parser.add_argument("--out", default="data/model", help="model folder to write")
    parser.add_argument("--own", default="data", help="training data of this project's own")
    parser.add_argument("--vocabulary", type=int, default=28500, help="pieces in the vocabulary")
    parser.add_argument("--dimension", type=int, default=256, help="length of a vector")
    parser.add_argument("--steps", type=int, default=700, help="contrastive batches")
    parser.add_argument("--batch", type=int, default=512, help="pairs in a batch")
    parser.add_argument("--rate", type=float, default=2e-3, help="first learning rate")
    parser.add_argument("--seed", type=int, default=1, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=1, help="threads for torch")
    return parser.parse_args()


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    random = np.random.default_rng(options.seed)
    started = time.time()
    say = lambda message: print(f"[{time.time() - started:4.0f} s] {message}", flush=True)

    corpus = Corpus(options.data, options.dev)
    texts = list(corpus.texts())
    say(f"{len(texts)} distinct texts; {corpus.dropped} dropped because they overlap with development passages")

    tokenizer = WordPiece(learn_vocabulary(count_words(texts), options.vocabulary))
    encode = lambda text: np.array(tokenizer.encode(text), dtype=np.int64)
    sequences = [encode(text) for text in texts]
    say(f"{len(tokenizer)} pieces, {sum(map(len, sequences))} tokens")

    table = first_vectors(sequences, len(tokenizer), options.dimension, random)
    say("co-occurrence vectors")
    development = evaluate.load_set(os.path.join(options.dev, "squad-1.1"))

    def inspect(table):
        say(f"MRR@10 on squad-1.1: {evaluate.score(evaluate.ranks(table, tokenizer, development)).mrr10:.1f}")

    inspect(table)
    lists = contrastive.training_lists(corpus, encode, SHARES, options.own, random)
    say("pairs: " + ", ".join(f"{kind} {len(pairs.passages)}" for kind, pairs in lists.items()))
    substitutes = stand_ins(word_groups(options.own), encode)
    table = contrastive.train(
        table, lists, substitutes, options.steps, options.batch, options.rate, random, inspect, every=350
    )

    sizes = write_model(table, tokenizer, options.out)
    say(", ".join(f"{name} {size}" for name, size in sorted(sizes.items())) + f", in all {sum(sizes.values())} bytes")
    evaluate.report(load_table(options.out), tokenizer, options.dev, options.own)


if __name__ == "__main__":
    main()
