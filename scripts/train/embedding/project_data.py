"""Training pairs written for this project: how people ask and how papers write, which other training data lacks."""

import hashlib
import os
from glob import glob

from corpus import read_lines, split_sentences

NEWS_PASSAGE_WORDS = 100
"""News documents are cut into passages of whole sentences of about this many words."""
SENTENCES_PER_PASSAGE = 5
"""Sentences of a passage that somebody wrote questions over, where the source is a list of sentences."""
HELD_OUT_DIGITS = "13579bdf"
"""Reworded questions over passages whose key begins so are left to the ranking models: they have to see vectors of
questions that the embedding has not learned."""


def paraphrase_pairs(folder):
    """[(question, sentence)] of the training split of paraphrases.jsonl."""
    lines = read_lines(os.path.join(folder, "training", "paraphrases.jsonl"))
    return [(line["ask"], line["say"]) for line in lines if line["split"] == "train"]


def news_passages(folder):
    """Passages of an event's documents, each a list of sentences."""
    passages = []
    for path in sorted(glob(os.path.join(folder, "*"))):
        with open(path, encoding="utf-8") as file:
            paragraphs = [" ".join(paragraph.split()) for paragraph in file.read().split("\n\n")]
        open_passage = []
        for sentence in (sentence for paragraph in paragraphs for sentence in split_sentences(paragraph)):
            if open_passage and len(" ".join([*open_passage, sentence]).split()) > NEWS_PASSAGE_WORDS:
                passages.append(open_passage)
                open_passage = []
            open_passage = [*open_passage, sentence]
        if open_passage:
            passages.append(open_passage)
    return passages


def news_pairs(folder):
    """[(question, passage or sentence)] of the news set's training events; no other event's documents are read."""
    pairs = []
    for line in read_lines(os.path.join(folder, "evaluation", "news", "train.jsonl")):
        if not line["answerable"]:
            continue
        expected = [" ".join(text.split()) for text in line["expect"]]
        for sentences in news_passages(os.path.join(folder, "evaluation", "news", "documents", line["event"])):
            for text in (" ".join(sentences), *sentences):
                if any(part in text for part in expected):
                    pairs.append((line["question"], text))
    return pairs


def _written_over(texts):
    """{key: list of sentences, or of one paragraph} of all passages that questions may have been written over."""
    passages = {}
    for line in read_lines(texts):
        paragraphs = line["paragraphs"]
        size = SENTENCES_PER_PASSAGE if line["source"] in ("nqg", "selqa") else 1
        for start in range(0, len(paragraphs), size):
            sentences = paragraphs[start:start + size]
            key = hashlib.sha256(" ".join(sentences).encode("utf-8")).hexdigest()[:12]
            passages[key] = sentences
    return passages


def reworded_pairs(folder, texts, allowed):
    """[(question, passage or sentence)] of one half of the answered training questions in questions.jsonl.

    texts: path of text.jsonl; allowed: tells whether a text may be trained on.
    """
    passages, pairs = _written_over(texts), []
    for line in read_lines(os.path.join(folder, "training", "questions.jsonl")):
        key = line["passage"]
        if line["split"] != "train" or not line["answerable"] or key[0] in HELD_OUT_DIGITS or key not in passages:
            continue
        sentences = passages[key]
        if not allowed(line["question"]) or not all(map(allowed, sentences)):
            continue
        pairs.append((line["question"], " ".join(sentences)))
        if len(sentences) > 1:
            pairs += [(line["question"], sentences[index]) for index in line["sentences"] if index < len(sentences)]
    return pairs


def word_groups(folder):
    """Lists of words that stand for each other, from word-groups.txt."""
    with open(os.path.join(folder, "ranking", "word-groups.txt"), encoding="utf-8") as file:
        return [[word.replace("-", " ") for word in line.split()] for line in file if not line.startswith("#")]
