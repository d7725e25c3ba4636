"""What was written for this project: how people ask and how papers write, which other training data lacks."""

import os
from glob import glob

from corpus import read_lines, split_sentences

NEWS_PASSAGE_WORDS = 100
"""News documents are cut into passages of whole sentences of about this many words."""


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


def word_groups(folder):
    """Lists of words that stand for each other, from word-groups.txt."""
    with open(os.path.join(folder, "ranking", "word-groups.txt"), encoding="utf-8") as file:
        return [[word.replace("-", " ") for word in line.split()] for line in file if not line.startswith("#")]
