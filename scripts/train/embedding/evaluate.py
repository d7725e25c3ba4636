"""Measures a model folder on the development sets: cosine over all passages, brute force, no lexical search.

    /usr/bin/python3 scripts/train/embedding/evaluate.py --model data/model --dev ../shared/data/dev
"""

import argparse
import os
from collections import Counter, namedtuple

import numpy as np

from corpus import plain_words, read_lines
from export import REPEAT_POWER, SPECIAL_IN_TEXT, gate_strength, load_table
from project_data import news_passages
from tokenization import WordPiece

SETS = ("squad-1.1", "xquad", "selqa")
LOW_OVERLAP = 0.4
"""A question counts as low-overlap when the passage holds less than this share of its idf mass."""

Scores = namedtuple("Scores", "questions recall1 recall5 recall10 mrr10")
DevelopmentSet = namedtuple("DevelopmentSet", "passages questions relevant low_overlap ignored", defaults=[None])


def load_paraphrases(own):
    """The development pairs of paraphrases.jsonl: each question against all sentences but the test pairs'.

    Sentences of a question's own subject may answer it too, and are ignored.
    """
    pairs = [
        line for line in read_lines(os.path.join(own, "training", "paraphrases.jsonl")) if line["split"] != "test"
    ]
    asked = [row for row, pair in enumerate(pairs) if pair["split"] == "dev"]
    subjects = np.array([pair["subject"] for pair in pairs])
    return DevelopmentSet(
        [pair["say"] for pair in pairs], [pairs[row]["ask"] for row in asked], [[row] for row in asked],
        np.zeros(len(asked), dtype=bool), [np.flatnonzero(subjects == subjects[row]) for row in asked],
    )


def load_news(own):
    """The answered development questions of the news set, over the documents of its training and development events."""
    folder = os.path.join(own, "evaluation", "news")
    questions = [line for line in read_lines(os.path.join(folder, "dev.jsonl")) if line["answerable"]]
    events = {line["event"] for name in ("train", "dev") for line in read_lines(os.path.join(folder, f"{name}.jsonl"))}
    passages, owners = [], []
    for event in sorted(events):
        for sentences in news_passages(os.path.join(folder, "documents", event)):
            passages.append(" ".join(sentences))
            owners.append(event)
    holds = lambda text, expected: any(" ".join(part.split()) in text for part in expected)
    relevant = [
        [row for row, text in enumerate(passages) if owners[row] == line["event"] and holds(text, line["expect"])]
        for line in questions
    ]
    found = [index for index, rows in enumerate(relevant) if rows]
    return DevelopmentSet(
        passages, [questions[index]["question"] for index in found], [relevant[index] for index in found],
        np.zeros(len(found), dtype=bool),
    )


def load_set(folder):
    """Texts and judgements of an evaluation set: passages [str], questions [str], relevant [[row]], low_overlap [bool].

    The title is not part of the passage text.
    """
    passages = list(read_lines(os.path.join(folder, "passages.jsonl")))
    questions = [
        line for line in read_lines(os.path.join(folder, "questions.jsonl")) if line["answerable"] and line["passages"]
    ]
    row = {passage["id"]: index for index, passage in enumerate(passages)}
    relevant = [[row[name] for name in question["passages"]] for question in questions]
    words = [set(plain_words(passage["text"])) for passage in passages]
    frequency = Counter(word for passage in words for word in passage)
    idf = lambda word: np.log(1 + (len(words) - frequency[word] + 0.5) / (frequency[word] + 0.5))
    low = []
    for question, rows in zip(questions, relevant):
        asked = set(plain_words(question["question"]))
        mass = sum(map(idf, asked))
        shared = max(sum(idf(word) for word in asked & words[index]) for index in rows)
        low.append(shared < LOW_OVERLAP * mass)
    return DevelopmentSet(
        [passage["text"] for passage in passages], [line["question"] for line in questions], relevant, np.array(low)
    )


def embed(table, tokenizer, texts):
    """Unit vectors [texts, dimension], zero for a text without known tokens.

    The sum of the token rows, a token that occurs n times counted n^REPEAT_POWER times, and gated: what mean pooling
    over the ONNX graph's output gives, up to length.
    """
    units = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    vectors = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for row, text in enumerate(texts):
        tokens = np.array(tokenizer.encode(text), dtype=np.int64)
        ids, counts = np.unique(tokens, return_counts=True)
        weights = (counts ** REPEAT_POWER).astype(np.float32)
        mean = weights @ table[ids]
        cosines = units[ids] @ (mean / max(np.linalg.norm(mean), 1e-9))
        gates = np.exp(gate_strength(len(tokens) + SPECIAL_IN_TEXT) * cosines)
        vectors[row] = (weights * gates).astype(np.float32) @ table[ids]
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def ranks(table, tokenizer, development):
    """Rank of the best relevant passage for each question, from 1; ties count against us. Shape [questions]."""
    similarity = embed(table, tokenizer, development.questions) @ embed(table, tokenizer, development.passages).T
    best = []
    ignored = development.ignored or [[]] * len(development.relevant)
    for row, relevant, aside in zip(similarity, development.relevant, ignored):
        others = np.delete(row, np.union1d(relevant, aside).astype(int))
        best.append(1 + np.sum(others >= row[relevant].max()))
    return np.array(best)


def score(rank):
    """Scores (percent) of a list of ranks."""
    if not len(rank):
        return Scores(0, *[float("nan")] * 4)
    percent = lambda values: 100 * float(np.mean(values))
    return Scores(len(rank), *(percent(rank <= k) for k in (1, 5, 10)), percent(np.where(rank <= 10, 1 / rank, 0)))


def report(table, tokenizer, development_folder, own):
    """Prints the quality table and returns {set name: Scores}, low-overlap questions as "<name>, low overlap".

    own: folder of this project's data.
    """
    loaded = {name: load_set(os.path.join(development_folder, name)) for name in SETS}
    loaded.update({"news-dev": load_news(own), "paraphrases-dev": load_paraphrases(own)})
    results = {}
    print(f"{'set':<24}{'questions':>10}{'recall@1':>10}{'recall@5':>10}{'recall@10':>10}{'MRR@10':>10}")
    for name, development in loaded.items():
        rank = ranks(table, tokenizer, development)
        for label, chosen in ((name, rank), (f"{name}, low overlap", rank[development.low_overlap])):
            if not len(chosen):
                continue
            results[label] = scores = score(chosen)
            print(f"{label:<24}{scores.questions:>10}" + "".join(f"{value:>10.1f}" for value in scores[1:]), flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(description="Measures a model folder on the development sets.")
    parser.add_argument("--model", default="data/model", help="model folder (default: %(default)s)")
    parser.add_argument("--dev", default="../shared/data/dev", help="development sets (default: %(default)s)")
    parser.add_argument("--own", default="data", help="this project's own data (default: %(default)s)")
    options = parser.parse_args()
    tokenizer = WordPiece.load(os.path.join(options.model, "tokenizer.json"))
    report(load_table(options.model), tokenizer, options.dev, options.own)


if __name__ == "__main__":
    main()
