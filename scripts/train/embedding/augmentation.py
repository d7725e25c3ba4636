"""Makes training pairs share fewer words, so that meaning has to match where words do not."""

import numpy as np

QUERY_SHARE, QUERY_DROP = 0.4, 0.5
"""In this share of the pairs, each token of the query that its passage holds is dropped with this probability."""
PASSAGE_SHARE, PASSAGE_DROP = 0.25, 0.4
"""In this share of the pairs, each token of the passage that its query holds is dropped with this probability."""
REPLACED = 0.1
"""Probability that a word of the query gives way to another of its group."""
LEAST_QUERY, LEAST_PASSAGE = 2, 4
"""Tokens that have to be left."""


def stand_ins(groups, encode):
    """{token id: array of the ids that may take its place}, for words that are one token."""
    found = {}
    for words in groups:
        ids = [ids[0] for ids in map(encode, words) if len(ids) == 1]
        for one in ids:
            found.setdefault(one, set()).update(other for other in ids if other != one)
    return {one: np.array(sorted(others)) for one, others in found.items() if others}


def reword(query, passage, substitutes, random):
    """The pair (arrays of token ids) with fewer tokens in common; substitutes: as `stand_ins` gives them."""
    if random.random() < QUERY_SHARE:
        keep = ~(np.isin(query, passage) & (random.random(len(query)) < QUERY_DROP))
        if keep.sum() >= LEAST_QUERY:
            query = query[keep]
    if random.random() < PASSAGE_SHARE:
        shared = np.intersect1d(passage, query)
        keep = ~np.isin(passage, shared[random.random(len(shared)) < PASSAGE_DROP])
        if keep.sum() >= LEAST_PASSAGE:
            passage = passage[keep]
    query = query.copy()
    for place, one in enumerate(query):
        if one in substitutes and random.random() < REPLACED:
            query[place] = random.choice(substitutes[one])
    return query, passage
