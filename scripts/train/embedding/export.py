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
OPSET, IR_VERSION = 13, 7
"""onnxruntime 1.14 reads opset 15 and IR version 8 at most; 13 holds all that is used here."""


def quantise(table):
    """int8 rows [tokens, dimension] and float32 scales [tokens, 1], so that row × scale ≈ the table's row."""
    scales = np.abs(table).max(1, keepdims=True).astype(np.float32) / 127
    rows = np.round(table / np.maximum(scales, 1e-12)).astype(np.int8)
    return rows, scales


def build_graph(rows, scales):
    """ONNX model: last_hidden_state[b, s, :] = rows[id] × scales[id] × n^(REPEAT_POWER − 1) (float32).

    id is input_ids[b, s] and n counts how often it occurs in that text (attention mask 1). Under mean pooling a token
    that is repeated n times so weighs n^REPEAT_POWER, not n: a saturation, as BM25 has it.
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
        helper.make_node("Mul", ["row_floats", "factors"], ["last_hidden_state"]),
    ]
    constants = {
        "rows": rows, "scales": scales, "last_axis": np.array([2], dtype=np.int64),
        "middle_axis": np.array([1], dtype=np.int64), "one": np.array(1, dtype=np.float32),
        "repeat_exponent": np.array(REPEAT_POWER - 1, dtype=np.float32),
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
