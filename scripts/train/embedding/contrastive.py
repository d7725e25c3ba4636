"""Contrastive training of the token table: a query must be nearer to its own passage than to the batch's others.

Method: InfoNCE with in-batch negatives (van den Oord, Li, Vinyals 2018), both directions. A text's vector is the sum of
its token rows, L2-normalised; a row is a direction times the exponential of a learned log weight, so that token
importance (as in SIF, Arora, Liang, Ma 2017) is learned along and ends up in the row's length.
"""

import time
from collections import namedtuple

import numpy as np
import torch
import torch.nn.functional as functional

from corpus import split_sentences

TEMPERATURE = 0.05
MAX_PASSAGE_TOKENS = 256
BLOCK = 16
"""Successive pairs put into a batch together: they come from one article, which makes the negatives hard."""

PairList = namedtuple("PairList", "queries passages share cloze")
"""Token ids of queries and passages (lists of int arrays), share of the batches, whether queries are thinned out."""


def _question_pairs(corpus, encode, sources):
    chosen = [(encode(query), encode(passage)) for source, query, passage in corpus.pairs if source in sources]
    return [pair for pair in chosen if len(pair[0]) and len(pair[1])]


def _sentence_pairs(corpus, encode, reach=4):
    """(sentence, neighbouring sentences of its paragraph) and (sentence, the same with it) for running text."""
    without, within = [], []
    for source, title, paragraphs in corpus.documents:
        if source == "oewn":
            continue
        # The question–sentence source lists successive sentences of articles as paragraphs.
        groups = [paragraphs] if source == "nqg" else [split_sentences(paragraph) for paragraph in paragraphs]
        heading = encode(title)
        for sentences in groups:
            encoded = [ids for ids in map(encode, sentences) if len(ids) >= 6]
            for index, sentence in enumerate(encoded):
                before = encoded[max(0, index - reach):index]
                after = encoded[index + 1:index + 1 + reach]
                if before or after:
                    without.append((sentence, np.concatenate(before + after)))
                    within.append((sentence, np.concatenate([heading] + before + [sentence] + after)))
    return without, within


def training_lists(corpus, encode, shares):
    """PairLists of all kinds. encode: text -> int array; shares: {kind: share of the batches}."""
    sentence, context = _sentence_pairs(corpus, encode)
    kinds = {
        "question-sentence": (_question_pairs(corpus, encode, {"nqg", "selqa"}), False),
        "question-passage": (_question_pairs(corpus, encode, {"nqgp", "selqap"}), False),
        "abstract": (_question_pairs(corpus, encode, {"pubmed", "frus_t", "fact"}), False),
        "definition": (_question_pairs(corpus, encode, {"oewn_d"}), False),
        "synonym": ([(encode(a), encode(b)) for relation, a, b in corpus.synonyms], False),
        "neighbours": (sentence, False),
        "cloze": (context, True),
    }
    lists = {}
    for kind, (pairs, cloze) in kinds.items():
        if shares.get(kind):
            queries, passages = zip(*pairs)
            lists[kind] = PairList(queries, [ids[:MAX_PASSAGE_TOKENS] for ids in passages], shares[kind], cloze)
    return lists


def _bag(sequences):
    """Flat ids and offsets, as torch's embedding_bag takes them."""
    lengths = np.array([len(sequence) for sequence in sequences])
    return (torch.from_numpy(np.concatenate(sequences)),
            torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]])))


def _same_answer(chosen, pairs):
    """Mask [batch, batch]: passage j also answers query i (equal, or one holds the other), diagonal excluded."""
    texts = [pairs.passages[index].tobytes() for index in chosen]
    mask = np.zeros((len(chosen), len(chosen)), dtype=bool)
    equal = {}
    for index, text in enumerate(texts):
        equal.setdefault(text, []).append(index)
    for group in equal.values():
        mask[np.ix_(group, group)] = True
    queries = {}
    for index, row in enumerate(chosen):
        queries.setdefault(pairs.queries[row].tobytes(), []).append(index)
    for group in queries.values():
        mask[np.ix_(group, group)] = True
    for start in range(0, len(chosen), BLOCK):
        for i in range(start, min(start + BLOCK, len(chosen))):
            for j in range(start, min(start + BLOCK, len(chosen))):
                mask[i, j] |= texts[i] in texts[j] or texts[j] in texts[i]
    np.fill_diagonal(mask, False)
    return torch.from_numpy(mask)


def _draw(pairs, batch, random):
    """Row numbers [batch] of a batch: blocks of successive pairs from random places."""
    starts = random.integers(0, max(1, len(pairs.queries) - BLOCK), batch // BLOCK)
    return np.unique((starts[:, None] + np.arange(BLOCK)).ravel() % len(pairs.queries))


def _thin(ids, random):
    """A query of 3 tokens to half of a sentence's, drawn without replacement."""
    wanted = random.integers(3, max(4, len(ids) // 2 + 1))
    return ids[np.sort(random.permutation(len(ids))[:wanted])]


def train(table, lists, steps, batch, rate, random, inspect=None, every=500):
    """Trains a token table [tokens, dimension] and returns the new one (float32, weights folded into the rows).

    lists: {kind: PairList}; rate: Adam's first learning rate, falling linearly to 0; random: numpy Generator;
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
    folded = lambda: (directions * log_weights.exp()).detach().numpy().copy()
    started, losses = time.time(), []
    for step in range(1, steps + 1):
        pairs = lists[kinds[random.choice(len(kinds), p=shares)]]
        chosen = _draw(pairs, batch, random)
        queries = [pairs.queries[index] for index in chosen]
        if pairs.cloze:
            queries = [_thin(ids, random) for ids in queries]
        weighted = directions * log_weights.exp()
        query, passage = (
            functional.normalize(functional.embedding_bag(ids, weighted, offsets, mode="sum"), dim=1)
            for ids, offsets in (_bag(queries), _bag([pairs.passages[index] for index in chosen]))
        )
        logits = query @ passage.T / TEMPERATURE
        logits = logits.masked_fill(_same_answer(chosen, pairs), -1e4)
        target = torch.arange(len(chosen))
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
