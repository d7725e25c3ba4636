"""Learns the WordPiece vocabulary: frequent words whole, and byte-pair-style pieces for all others.

Pieces of rarer words come from pair merges (Sennrich, Haddow, Birch 2016), each merged piece kept in the WordPiece
spelling ("##" inside a word). Every byte is a piece, and so are the letters of the common alphabets and what the bytes of
a Chinese character begin with: no text becomes [UNK], and two unseen names share only the pieces they share.
"""

import heapq
import re
import string
import unicodedata
from collections import Counter, defaultdict

from tokenization import BYTE_SPELLING, CONTINUING, SPECIAL_TOKENS, normalise, spell, split_words

REDUCIBLE_COUNT = 60
"""An inflected word seen less often than this is spelled as base + ##suffix, when that is how it would split.
Not tuned: at 60 a word is common enough to learn a vector of its own."""
_SUFFIXES = ("s", "es", "ed", "d", "ing", "ly", "ness", "er", "ers")
_LETTER_RANGES = (
    (0x00A1, 0x024F),  # Latin-1 and Latin extended (those that do not decompose: ß, ø, ł, đ, …) and their symbols
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x05D0, 0x05EA),  # Hebrew
    (0x0621, 0x064A),  # Arabic
    (0x0904, 0x0939),  # Devanagari
    (0x0E01, 0x0E2E),  # Thai
    (0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2),  # Korean, which the normaliser takes apart into these
    (0x3041, 0x30FE),  # Hiragana and Katakana
)
_CHINESE = (0x3400, 0x9FFF)
"""Chinese characters are set apart by the tokenizer. Their first two bytes are one piece and the third is another, so
that a character is two tokens and each has a pair of its own."""
_LETTER_BYTES = range(0x80, 0xF5)
"""Bytes of characters beyond ASCII; those from 0xF5 on and below 0x80 never occur in their UTF-8."""
_SYMBOLS = "–—‘’“”„…•′″€£¥¢§©®°±×÷µ→←≤≥≈≠−∞√"


def count_words(texts):
    """Counter of words (and punctuation marks) over the texts."""
    counts = Counter()
    for text in texts:
        counts.update(split_words(text))
    return counts


def _characters():
    characters = set(string.ascii_lowercase + string.digits + string.punctuation + _SYMBOLS)
    for low, high in _LETTER_RANGES:
        characters.update(normalise("".join(map(chr, range(low, high + 1)))))
    return sorted(
        character for character in characters
        if unicodedata.category(character)[0] in "LNPSM" and not character.isspace()
    )


def _basic_pieces():
    pieces = list(SPECIAL_TOKENS)
    for character in _characters():
        pieces.append(spell(character))
        if character.isalnum() or unicodedata.category(character)[0] in "SM":
            pieces.append(CONTINUING + spell(character))
    for byte in _LETTER_BYTES:
        pieces += [BYTE_SPELLING[byte], CONTINUING + BYTE_SPELLING[byte]]
    pieces += sorted({spell(chr(point))[:2] for point in range(_CHINESE[0], _CHINESE[1] + 1)})
    for number in range(100):
        pieces += [f"{number:02d}", f"{CONTINUING}{number:02d}"]
    return pieces


def _merged_pieces(counts, wanted):
    """The first `wanted` pieces that pair merges over the counted words make."""
    words = [([word[0]] + [CONTINUING + character for character in word[1:]], count) for word, count in counts]
    pair_counts, where = Counter(), defaultdict(set)
    for index, (pieces, count) in enumerate(words):
        for pair in zip(pieces, pieces[1:]):
            pair_counts[pair] += count
            where[pair].add(index)
    heap = [(-count, pair) for pair, count in pair_counts.items()]
    heapq.heapify(heap)
    made = []
    while heap and len(made) < wanted:
        count, pair = heapq.heappop(heap)
        if pair_counts[pair] != -count:
            if pair_counts[pair] > 0:
                heapq.heappush(heap, (-pair_counts[pair], pair))
            continue
        merged = pair[0] + pair[1][len(CONTINUING):]
        made.append(merged)
        changed = set()
        for index in sorted(where.pop(pair)):
            pieces, weight = words[index]
            for old in zip(pieces, pieces[1:]):
                pair_counts[old] -= weight
            position = 0
            while position < len(pieces) - 1:
                if (pieces[position], pieces[position + 1]) == pair:
                    pieces[position:position + 2] = [merged]
                position += 1
            for new in zip(pieces, pieces[1:]):
                pair_counts[new] += weight
                where[new].add(index)
                changed.add(new)
        for new in sorted(changed):
            heapq.heappush(heap, (-pair_counts[new], new))
    return made


def _is_reducible(word, counts):
    """Whether a rare inflected word may be spelled as a more frequent base word and a suffix piece."""
    if counts[word] >= REDUCIBLE_COUNT:
        return False
    return any(
        word.endswith(suffix) and len(word) - len(suffix) >= 4 and counts[word[:-len(suffix)]] >= counts[word]
        for suffix in _SUFFIXES
    )


def learn_vocabulary(counts, size, word_share=0.8):
    """List of `size` pieces in id order, the special tokens first.

    counts: Counter of words; word_share: largest share of the pieces that are whole words (not tuned).
    """
    pieces = dict.fromkeys(_basic_pieces())
    pieces.update(dict.fromkeys(CONTINUING + suffix for suffix in _SUFFIXES))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    latin = re.compile(r"[a-z0-9]+")
    for word, count in ranked:
        if len(pieces) >= size * word_share or count < 3:
            break
        if latin.fullmatch(word) and not _is_reducible(word, counts):
            pieces[word] = None
    rest = [(word, count) for word, count in ranked
            if word not in pieces and latin.fullmatch(word) and len(word) <= 30 and not _is_reducible(word, counts)]
    for piece in _merged_pieces(rest, size):
        if len(pieces) >= size:
            break
        pieces.setdefault(piece)
    return list(pieces)[:size]
