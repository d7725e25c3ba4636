"""Contrastive training of the token table: a query must be nearer to its own passage than to the batch's others.

Method: InfoNCE with in-batch negatives (van den Oord, Li, Vinyals 2018), both directions. A text's vector is the sum
of its token rows, a token that occurs n times counted n^REPEAT_POWER times and the more the less it is like the rest
of the text (`export.gate_strength`), L2-normalised. A row is a direction times
the exponential of a learned log weight, so that token importance (as in SIF, Arora, Liang, Ma 2017) is learned along
and ends up in the row's length.
"""

import time
from collections import namedtuple

import numpy as np
import torch
import torch.nn.functional as functional

from augmentation import reword
from corpus import split_sentences
from export import REPEAT_POWER, SPECIAL_IN_TEXT, gate_strength
from project_data import paraphrase_pairs, word_groups

TEMPERATURE = 0.08
"""Divides the cosines; 0.03 cost 1 MRR@10 on squad-1.1 against 0.05, 0.08 gained 0.4."""
MAX_PASSAGE_TOKENS = 256
"""Longer training passages are cut, to bound a batch's memory."""
PASSAGE_TOKENS = 130
"""Length of the passages that running text is cut into; the retrieval unit has about as many."""
MIN_SENTENCE_TOKENS = 6
"""Shorter sentences say too little to be a query."""
THINNED_SHARE = 0.5
"""Share of the text queries that are a few tokens of a sentence, like keywords; the others are whole sentences."""
SOURCES = {
    "question-sentence": {"nqg", "selqa"},
    "question-passage": {"nqgp", "selqap"},
    "abstract": {"pubmed", "frus_t", "fact"},
    "definition": {"oewn_d"},
}
"""Kinds of pairs and the sources in pairs.jsonl that make them up."""
REWORDED = {"question-sentence", "question-passage", "abstract", "text", "paraphrase"}
"""Kinds whose pairs are made to share fewer words."""
BLOCK = 32
"""Successive pairs put into a batch together: they come from one article, which makes the negatives hard."""

PairList = namedtuple("PairList", "queries passages share")
"""Token ids of queries and of passages (lists of int arrays, row by row), and the share of the batches."""
TextList = namedtuple("TextList", "passages share")
"""Passages of running text, each a list of int arrays (its sentences), in the order of their documents; queries are
drawn from the sentences anew in each batch."""


def _text_passages(corpus, encode):
    """Running text cut into disjoint passages of whole sentences, about PASSAGE_TOKENS long."""
    passages = []
    for source, _, paragraphs in corpus.documents:
        if source == "oewn":
            continue
        # The question–sentence source lists successive sentences of articles as paragraphs.
        groups = [paragraphs] if source == "nqg" else [split_sentences(paragraph) for paragraph in paragraphs]
        for sentences in groups:
            open_passage = []
            for ids in map(encode, sentences):
                if open_passage and sum(map(len, open_passage)) + len(ids) > PASSAGE_TOKENS:
                    passages.append(open_passage)
                    open_passage = []
                if len(ids) >= MIN_SENTENCE_TOKENS:
                    open_passage = [*open_passage, ids[:MAX_PASSAGE_TOKENS]]
            if len(open_passage) > 1:
                passages.append(open_passage)
    return [passage for passage in passages if len(passage) > 1]


def _draw_query(sentences, random):
    """(query, passage) from a passage's sentences: one thinned and left in, or one whole and taken out."""
    index = random.integers(len(sentences))
    query = sentences[index]
    if random.random() < THINNED_SHARE:
        wanted = random.integers(3, max(4, len(query) // 2 + 1))
        query = query[np.sort(random.permutation(len(query))[:wanted])]
        return query, np.concatenate(sentences)
    return query, np.concatenate(sentences[:index] + sentences[index + 1:])


def training_lists(corpus, encode, shares, own, random):
    """PairLists and TextLists of all kinds.

    encode: text -> int array; shares: {kind: share of the batches}; own: folder of this project's data;
    random: numpy Generator, shuffles what has no order worth keeping.
    """

    def pairs(kind, texts):
        chosen = [(encode(query), encode(passage)[:MAX_PASSAGE_TOKENS]) for query, passage in texts]
        queries, passages = zip(*[pair for pair in chosen if len(pair[0]) and len(pair[1])])
        return PairList(queries, passages, shares[kind])

    lists = {
        kind: pairs(kind, [(query, passage) for source, query, passage in corpus.pairs if source in sources])
        for kind, sources in SOURCES.items()
    }
    lists["synonym"] = pairs("synonym", [(a, b) for _, a, b in corpus.synonyms])
    groups = [(a, b) for group in word_groups(own) for a in group for b in group if a != b]
    unordered = {"paraphrase": paraphrase_pairs(own), "word-group": groups}
    for kind, texts_of_kind in unordered.items():
        random.shuffle(texts_of_kind)
        lists[kind] = pairs(kind, texts_of_kind)
    lists["text"] = TextList(_text_passages(corpus, encode), shares["text"])
    return lists


def _bag(sequences):
    """Flat ids, offsets and weights, as torch's embedding_bag takes them.

    The weights make n repeats of a token count n^REPEAT_POWER times in all.
    """
    lengths = np.array([len(sequence) for sequence in sequences])
    ids = np.concatenate(sequences)
    place = np.repeat(np.arange(len(sequences)), lengths) * (1 << 32) + ids
    _, inverse, counts = np.unique(place, return_inverse=True, return_counts=True)
    weights = (counts[inverse] ** (REPEAT_POWER - 1.0)).astype(np.float32)
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return torch.from_numpy(ids), torch.from_numpy(offsets), torch.from_numpy(weights)


def _embed(sequences, rows, units):
    """Unit vectors [sequences, dimension] of token sequences, as the exported graph gives them.

    rows: [tokens, dimension]; units: their directions. The gates are taken as given: no gradient runs through them.
    """
    ids, offsets, weights = _bag(sequences)
    lengths = [len(sequence) for sequence in sequences]
    with torch.no_grad():
        means = functional.embedding_bag(ids, rows, offsets, mode="sum", per_sample_weights=weights)
        means = functional.normalize(means, dim=1)
        cosines = torch.cat([units[part] @ mean for part, mean in zip(torch.split(ids, lengths), means)])
        strength = gate_strength(np.repeat(lengths, lengths) + SPECIAL_IN_TEXT)
        weights = weights * torch.exp(torch.from_numpy(strength.astype(np.float32)) * cosines)
    return functional.normalize(
        functional.embedding_bag(ids, rows, offsets, mode="sum", per_sample_weights=weights), dim=1
    )


def _same_answer(queries, passages):
    """Mask [batch, batch]: passage j also answers query i (equal, or one holds the other), diagonal excluded."""
    texts = [ids.tobytes() for ids in passages]
    mask = np.zeros((len(texts), len(texts)), dtype=bool)
    for keys in (texts, [ids.tobytes() for ids in queries]):
        equal = {}
        for index, key in enumerate(keys):
            equal.setdefault(key, []).append(index)
        for group in equal.values():
            mask[np.ix_(group, group)] = True
    for i, text in enumerate(texts):
        for j in range(i + 1, min(i + BLOCK, len(texts))):
            if text in texts[j] or texts[j] in text:
                mask[i, j] = mask[j, i] = True
    np.fill_diagonal(mask, False)
    return torch.from_numpy(mask)


def _draw(pairs, batch, random):
    """Queries and passages of a batch: blocks of successive rows from random places, of a short list any rows."""
    size = len(pairs.passages)
    if size > 2 * batch or isinstance(pairs, TextList):
        starts = random.integers(0, max(1, size - BLOCK), batch // BLOCK)
        rows = np.unique((starts[:, None] + np.arange(BLOCK)).ravel() % size)
    else:
        rows = random.permutation(size)[:batch]
    if isinstance(pairs, TextList):
        return zip(*[_draw_query(pairs.passages[row], random) for row in rows])
    return [pairs.queries[row] for row in rows], [pairs.passages[row] for row in rows]


def train(table, lists, substitutes, steps, batch, rate, random, inspect=None, every=500):
    """Trains a token table [tokens, dimension] and returns the new one (float32, weights folded into the rows).

    lists: {kind: PairList or TextList}; substitutes: as `augmentation.stand_ins` gives them;
    batch: pairs, before rows drawn twice are dropped;
    rate: Adam's first learning rate, falling linearly to 0; random: numpy Generator;
    inspect: called with the table every `every` steps.
    """
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    directions = torch.nn.Parameter(torch.from_numpy(table / lengths))
    log_weights = torch.nn.Parameter(torch.from_numpy(np.log(lengths / lengths.mean())))
    optimiser = torch.optim.Adam(
        [{"params": [directions], "lr": rate}, {"params": [log_weights], "lr": 5 * rate}], betas=(0.9, 0.99)
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1, step / 50) * (1 - step / (steps + 1)))
    kinds, shares = list(lists), np.array([pairs.share for pairs in lists.values()])
    shares = shares / shares.sum()
    weighted_rows = lambda: directions * log_weights.exp()
    folded = lambda: weighted_rows().detach().numpy().copy()
    started, losses = time.time(), []
    for step in range(1, steps + 1):
        kind = kinds[random.choice(len(kinds), p=shares)]
        queries, passages = _draw(lists[kind], batch, random)
        if kind in REWORDED:
            queries, passages = zip(*[reword(*pair, substitutes, random) for pair in zip(queries, passages)])
        rows, units = weighted_rows(), functional.normalize(directions.detach(), dim=1)
        query, passage = _embed(queries, rows, units), _embed(passages, rows, units)
        logits = query @ passage.T / TEMPERATURE
        logits = logits.masked_fill(_same_answer(queries, passages), -1e4)
        target = torch.arange(len(queries))
        loss = functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.item() / 2)
        if step % every == 0 or step == steps:
            print(f"step {step}/{steps}, loss {np.mean(losses):.3f}, {time.time() - started:.0f} s", flush=True)
            losses = []
            if inspect:
                inspect(folded())
    return folded()
