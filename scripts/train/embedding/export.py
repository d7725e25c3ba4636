"""Writes the model folder (ONNX, tokenizer, configuration) and reads the token table back from it."""

import hashlib
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tokenization import CLS, PAD, SEP

ONNX_FILE = os.path.join("onnx", "model_quantized.onnx")
MAX_BYTES = 8_000_000
"""Most bytes of the whole model folder."""
MAX_TOKENS = 1024
"""Longer texts are cut by the tokenizer: the graph compares each token with each, 4 MB at 1,024."""
REPEAT_POWER = 0.5
"""A token that occurs n times in a text counts n^REPEAT_POWER times. Plain counts (1) cost 3.1 MRR@10 on squad-1.1
and gain about 1 on selqa, whose passages are longer."""
GATE_OFFSET, GATE_SLOPE = 1.07, -0.63
"""A token whose row has cosine c to its text counts exp(c × (GATE_OFFSET + GATE_SLOPE × ln n)) times, n tokens in the
text: about e^(-c/2) in a question of 12, e^(-2c) in a passage of 130. What a passage says all along else drowns
what it says once. Without it (0, 0) squad-1.1 loses 3 MRR@10, at (2, -1) 1; learned
along they came out at (1.33, -0.30), which gains nothing."""
SPECIAL_IN_TEXT = 2
"""[CLS] and [SEP] count in n."""
OPSET, IR_VERSION = 13, 7
"""onnxruntime 1.14 reads opset 15 and IR version 8 at most; 13 holds all that is used here."""


def gate_strength(tokens):
    """What multiplies a token's cosine to its text in the exponent of its weight.

    tokens: how many the text has, [CLS] and [SEP] among them; a number or an array.
    """
    return GATE_OFFSET + GATE_SLOPE * np.log(tokens)


def quantise(table):
    """int8 rows [tokens, dimension] and float32 scales [tokens, 1], so that row × scale ≈ the table's row."""
    scales = np.abs(table).max(1, keepdims=True).astype(np.float32) / 127
    rows = np.round(table / np.maximum(scales, 1e-12)).astype(np.int8)
    return rows, scales


def build_graph(rows, scales):
    """ONNX model: last_hidden_state[b, s, :] = rows[id] × scales[id] × n^(REPEAT_POWER − 1) × gate (float32).

    id is input_ids[b, s] and n counts how often it occurs in that text (attention mask 1). Under mean pooling a token
    that is repeated n times so weighs n^REPEAT_POWER, not n: a saturation, as BM25 has it. The gate is
    exp(gate_strength × cosine of the row and the text's sum without gates).
    """
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "seq"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "seq", rows.shape[1]])
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["row_bytes"], axis=0),
        helper.make_node("Cast", ["row_bytes"], ["row_floats"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "input_ids"], ["row_scales"], axis=0),
        helper.make_node("Unsqueeze", ["input_ids", "last_axis"], ["ids_down"]),
        helper.make_node("Unsqueeze", ["input_ids", "middle_axis"], ["ids_across"]),
        helper.make_node("Equal", ["ids_down", "ids_across"], ["is_same"]),
        helper.make_node("Cast", ["is_same"], ["same"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["mask_down"]),
        helper.make_node("MatMul", ["same", "mask_down"], ["counts"]),  # [batch, seq, 1]
        helper.make_node("Max", ["counts", "one"], ["counts_or_one"]),  # padding: 0
        helper.make_node("Pow", ["counts_or_one", "repeat_exponent"], ["damping"]),
        helper.make_node("Mul", ["row_scales", "damping"], ["factors"]),
        helper.make_node("Mul", ["factors", "mask_down"], ["factors_read"]),
        helper.make_node("Transpose", ["factors_read"], ["factors_across"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["factors_across", "row_floats"], ["sum"]),  # [batch, 1, dimension]
        helper.make_node("Transpose", ["sum"], ["sum_down"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["row_floats", "sum_down"], ["products"]),  # [batch, seq, 1]
        helper.make_node("Gather", ["row_lengths", "input_ids"], ["half_lengths"], axis=0),
        helper.make_node("Cast", ["half_lengths"], ["lengths"], to=TensorProto.FLOAT),
        helper.make_node("ReduceL2", ["sum"], ["sum_length"], axes=[2], keepdims=1),
        helper.make_node("Mul", ["lengths", "sum_length"], ["length_products"]),
        helper.make_node("Max", ["length_products", "tiny"], ["divisors"]),  # rows of special tokens are zero
        helper.make_node("Div", ["products", "divisors"], ["cosines"]),
        helper.make_node("ReduceSum", ["mask_down", "middle_axis"], ["tokens"], keepdims=1),  # [batch, 1, 1]
        helper.make_node("Max", ["tokens", "one"], ["tokens_or_one"]),
        helper.make_node("Log", ["tokens_or_one"], ["log_tokens"]),
        helper.make_node("Mul", ["log_tokens", "gate_slope"], ["sloped"]),
        helper.make_node("Add", ["sloped", "gate_offset"], ["strength"]),
        helper.make_node("Mul", ["cosines", "strength"], ["exponents"]),
        helper.make_node("Exp", ["exponents"], ["gates"]),
        helper.make_node("Mul", ["factors", "gates"], ["weights"]),
        helper.make_node("Mul", ["row_floats", "weights"], ["last_hidden_state"]),
    ]
    # Lengths of the int8 rows, in half precision: computing them for each text would cost as much as all the rest.
    row_lengths = np.linalg.norm(rows.astype(np.float32), axis=1, keepdims=True).astype(np.float16)
    constants = {
        "rows": rows, "scales": scales, "row_lengths": row_lengths, "last_axis": np.array([2], dtype=np.int64),
        "middle_axis": np.array([1], dtype=np.int64), "one": np.array(1, dtype=np.float32),
        "repeat_exponent": np.array(REPEAT_POWER - 1, dtype=np.float32), "tiny": np.array(1e-9, dtype=np.float32),
        "gate_offset": np.array(GATE_OFFSET, dtype=np.float32), "gate_slope": np.array(GATE_SLOPE, dtype=np.float32),
    }
    graph = helper.make_graph(
        nodes, "static_embedding", ids, [output],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="footnote")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def write_model(table, tokenizer, folder):
    """Writes config.json, tokenizer.json, tokenizer_config.json and the ONNX file; returns bytes by file.

    table: float [tokens, dimension]; the rows of [PAD], [CLS] and [SEP] are set to zero, so that only words count.
    """
    table = np.array(table, dtype=np.float32)
    table[[tokenizer.ids[token] for token in (PAD, CLS, SEP)]] = 0
    table /= np.linalg.norm(table, axis=1).mean()
    rows, scales = quantise(table)
    os.makedirs(os.path.join(folder, "onnx"), exist_ok=True)
    onnx.save(build_graph(rows, scales), os.path.join(folder, ONNX_FILE))
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    write_json(os.path.join(folder, "config.json"), {
        "model_type": "bert", "architectures": ["BertModel"], "hidden_size": rows.shape[1],
        "vocab_size": rows.shape[0], "num_hidden_layers": 0, "max_position_embeddings": MAX_TOKENS, "pad_token_id": 0,
    })
    write_json(os.path.join(folder, "tokenizer_config.json"), {
        "tokenizer_class": "BertTokenizer", "model_max_length": MAX_TOKENS, "do_lower_case": True,
        "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]",
    })
    write_file_list(folder)
    sizes = {
        os.path.relpath(os.path.join(root, name), folder): os.path.getsize(os.path.join(root, name))
        for root, _, names in os.walk(folder) for name in names
    }
    if sum(sizes.values()) > MAX_BYTES:
        raise SystemExit(f"{folder} has {sum(sizes.values())} bytes, the limit is {MAX_BYTES}; lower --vocabulary")
    return sizes


def write_file_list(folder):
    """Writes files.json: name, size and SHA-256 of each file, compared whenever the model is opened."""
    files = []
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json", ONNX_FILE):
        with open(os.path.join(folder, name), "rb") as file:
            content = file.read()
        files.append({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    write_json(os.path.join(folder, "files.json"), {"files": files})


def write_json(path, value):
    """Writes an indented JSON file that ends with a line feed."""
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")


def load_table(folder):
    """Float32 token table [tokens, dimension] of a model folder, as the ONNX graph gathers it."""
    graph = onnx.load(os.path.join(folder, ONNX_FILE)).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    return arrays["rows"].astype(np.float32) * arrays["scales"]
