"""WordPiece tokenisation, character for character as transformers.js 2.17.2 does it.

The model is trained on the ids that the JavaScript tokenizer will produce at run time, so every step here mirrors
`BertNormalizer`, `BertPreTokenizer` and `WordPieceTokenizer` of @xenova/transformers 2.17.2, oddities included:
CJK characters outside the basic plane are not set apart (the library walks UTF-16 code units), and accents are
exactly U+0300 to U+036F after canonical decomposition. Words are then cut to WORD_CHARACTERS and spelled in their
UTF-8 bytes, one printable character a byte (`ByteLevelPreTokenizer`, the mapping of GPT-2, Radford et al. 2019): with a
piece for each byte, no text in whatever alphabet is unknown.
"""

import json
import re
import sys
import unicodedata

PAD, UNK, CLS, SEP, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL_TOKENS = [PAD, UNK, CLS, SEP, MASK]
"""Special tokens in id order; ids 0 to 4."""
CONTINUING = "##"
WORD_CHARACTERS = 30
"""A longer run of letters is cut into words of this length. English has none that is longer; Thai, which writes no
spaces, has, and a library that gives up on long words would make them all alike."""
MAX_WORD_BYTES = 4 * WORD_CHARACTERS
"""Longest spelling of such a word; UTF-8 has at most four bytes a character."""

# JavaScript's \s; Python's differs (it counts U+001C..U+001F and U+0085, and not U+FEFF).
_JS_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_PUNCTUATION = "".join(
    re.escape(chr(point))
    for point in range(sys.maxunicode + 1)
    if unicodedata.category(chr(point)).startswith("P") or (33 <= point <= 126 and not chr(point).isalnum())
)
_WORDS = re.compile(f"[^{_JS_SPACE}{_PUNCTUATION}]+|[{_PUNCTUATION}]")
_SPACE = re.compile(f"[{_JS_SPACE}]")
_CJK = re.compile("([\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff])")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SPECIAL = re.compile("(" + "|".join(re.escape(token) for token in SPECIAL_TOKENS) + ")")


_LONGEST = re.compile(f"[\\s\\S]{{1,{WORD_CHARACTERS}}}")


def _byte_spelling():
    """{byte: its character}: printable Latin-1 stands for itself, the others are numbered from U+0100."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    spelling = {byte: chr(byte) for byte in printable}
    spelling.update({byte: chr(0x100 + index) for index, byte in enumerate(others)})
    return spelling


BYTE_SPELLING = _byte_spelling()


def spell(word):
    """A word in its UTF-8 bytes, one character a byte; plain English stays as it is."""
    if word.isascii():
        return word
    return "".join(BYTE_SPELLING[byte] for byte in word.encode("utf-8", "replace"))


def _is_control(character):
    return character not in "\t\n\r" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs")


def normalise(text):
    """Cleans, sets CJK characters apart, lower-cases and strips accents (`BertNormalizer`)."""
    if text.isascii() and text.isprintable():
        return text.lower()
    text = "".join(
        " " if _SPACE.match(character) else character
        for character in text
        if character not in "\0\ufffd" and not _is_control(character)
    )
    text = _CJK.sub(r" \1 ", text).lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text))


def split_words(text):
    """Lower-case words and single punctuation marks of a text (`BertPreTokenizer`)."""
    return _WORDS.findall(normalise(text))


class WordPiece:
    """Greedy longest-match-first tokenizer over a fixed list of pieces."""

    def __init__(self, pieces):
        """pieces: list of str in id order, the special tokens first."""
        self.pieces = list(pieces)
        self.ids = {piece: index for index, piece in enumerate(self.pieces)}
        self._words = {}

    def __len__(self):
        return len(self.pieces)

    def word_ids(self, word):
        """Ids of one word's pieces; [UNK] when some part is no piece, which a vocabulary with all bytes never gives."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = [index for part in _LONGEST.findall(word) for index in self._split(spell(part))]
        return known

    def _split(self, word):
        ids, start = [], 0
        while start < len(word):
            prefix = CONTINUING if start else ""
            for end in range(len(word), start, -1):
                index = self.ids.get(prefix + word[start:end])
                if index is not None:
                    ids.append(index)
                    start = end
                    break
            else:
                return [self.ids[UNK]]
        return ids

    def encode(self, text):
        """Token ids of a text, without [CLS] and [SEP]."""
        ids = []
        for part in _SPECIAL.split(text):
            if part in SPECIAL_TOKENS:
                ids.append(self.ids[part])
            else:
                for word in split_words(part):
                    ids.extend(self.word_ids(word))
        return ids

    def save(self, path):
        """Writes tokenizer.json in the Hugging Face tokenizers format, one line, without spaces (size counts)."""
        sequence = lambda name, kind: {"Sequence": {"id": name, "type_id": kind}}
        special = lambda token, kind: {"SpecialToken": {"id": token, "type_id": kind}}
        tokenizer = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
                {"id": index, "content": token, "single_word": False, "lstrip": False, "rstrip": False,
                 "normalized": False, "special": True}
                for index, token in enumerate(SPECIAL_TOKENS)
            ],
            "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                           "strip_accents": None, "lowercase": True},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "BertPreTokenizer"},
                {"type": "Split", "pattern": {"Regex": _LONGEST.pattern}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False},
            ]},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [special(CLS, 0), sequence("A", 0), special(SEP, 0)],
                "pair": [special(CLS, 0), sequence("A", 0), special(SEP, 0), sequence("B", 1), special(SEP, 1)],
                "special_tokens": {
                    token: {"id": token, "ids": [self.ids[token]], "tokens": [token]} for token in (CLS, SEP)
                },
            },
            "decoder": {"type": "WordPiece", "prefix": CONTINUING, "cleanup": True},
            "model": {"type": "WordPiece", "unk_token": UNK, "continuing_subword_prefix": CONTINUING,
                      "max_input_chars_per_word": MAX_WORD_BYTES, "vocab": self.ids},
        }
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tokenizer, file, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, path):
        """Reads the pieces back from a tokenizer.json that `save` wrote."""
        with open(path, encoding="utf-8") as file:
            vocabulary = json.load(file)["model"]["vocab"]
        return cls(sorted(vocabulary, key=vocabulary.get))
