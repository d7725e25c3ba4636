"""Reads the training and development files, and keeps development text out of training."""

import json
import os
import re

from tokenization import normalise

OVERLAP_WORDS = 8
"""A training text that shares this many successive words with a development passage is dropped."""
DEVELOPMENT_SETS = ("squad-1.1", "squad-2.0", "xquad", "selqa")

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*\w)")


def read_lines(path):
    """Yields the objects of a JSON-lines file."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def plain_words(text):
    """Words without punctuation, lower case, no accents."""
    return _WORD.findall(normalise(text))


def word_grams(text, size=OVERLAP_WORDS):
    """Set of hashes of the runs of `size` successive words."""
    words = plain_words(text)
    return {hash(tuple(words[start:start + size])) for start in range(len(words) - size + 1)}


def split_sentences(text):
    """Rough sentence split at . ! ? followed by space; good enough for training pairs."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


class Corpus:
    """The training data after the overlap guard.

    documents: list of (source, title, [paragraph, ...])
    pairs:     list of (source, query, passage), in file order: neighbours come from the same article
    synonyms:  list of (relation, a, b)
    allowed:   tells whether a text shares too little with the development passages to be dropped
    dropped:   how many texts the guard removed
    """

    def __init__(self, data, development):
        """data, development: folders as data/SOURCES.md describes them."""
        forbidden = set()
        for name in DEVELOPMENT_SETS:
            path = os.path.join(development, name, "passages.jsonl")
            for passage in read_lines(path):
                forbidden |= word_grams(passage["text"])
        if not forbidden:
            raise SystemExit(f"{development} holds no development passages; the overlap guard needs them")
        self.dropped = 0

        def allowed(text):
            """Whether a text may be trained on."""
            if forbidden.isdisjoint(word_grams(text)):
                return True
            self.dropped += 1
            return False

        self.allowed = allowed
        self.documents = []
        for line in read_lines(os.path.join(data, "text.jsonl")):
            paragraphs = [paragraph for paragraph in line["paragraphs"] if allowed(paragraph)]
            if paragraphs and allowed(line["title"]):
                self.documents.append((line["source"], line["title"], paragraphs))
        self.pairs = [
            (line["source"], line["query"], line["passage"])
            for line in read_lines(os.path.join(data, "pairs.jsonl"))
            if allowed(line["query"]) and allowed(line["passage"])
        ]
        self.synonyms = [
            (line["relation"], line["a"], line["b"])
            for line in read_lines(os.path.join(data, "synonyms.jsonl"))
            if allowed(line["a"]) and allowed(line["b"])
        ]

    def texts(self):
        """Yields every distinct text once: titles, paragraphs, queries, passages."""
        seen = set()
        for _, title, paragraphs in self.documents:
            for text in (title, *paragraphs):
                if text and text not in seen:
                    seen.add(text)
                    yield text
        for _, query, passage in self.pairs:
            for text in (query, passage):
                if text not in seen:
                    seen.add(text)
                    yield text
