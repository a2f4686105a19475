"""The reader in PyTorch: encoder and heads as MODEL.md describes them."""

import torch
import torch.nn.functional as F
from torch import nn

import labels
from wordpiece import SHAPES

HIDDEN, ARC, LABEL, ROLE = 384, 256, 128, 128


def feature_dropout(x, p, training):
    """Drop whole features of a window, the same at all its positions: as good, and far cheaper to draw, than single numbers."""
    if not training or p == 0:
        return x
    keep = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p) / (1 - p)
    return x * keep


class Layer(nn.Module):
    def __init__(self, hidden=HIDDEN, heads=12, inner=1536, dropout=0.1):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        for name in "qkvo":
            setattr(self, name, nn.Linear(hidden, hidden))
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, mask):
        size, length, hidden = x.shape
        split = lambda t: t.view(size, length, self.heads, -1).transpose(1, 2)
        p = self.dropout
        attended = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), mask)
        attended = attended.transpose(1, 2).reshape(size, length, hidden)
        x = self.norm1(x + feature_dropout(self.o(attended), p, self.training))
        return self.norm2(x + feature_dropout(self.down(F.gelu(self.up(x))), p, self.training))


class Biaffine(nn.Module):
    """[a;1] · U_l · [b;1] of two projections."""

    def __init__(self, size, outputs, names, dropout):
        super().__init__()
        self.first, self.second = names
        self.a, self.b = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.U = nn.Parameter(torch.zeros(outputs, size + 1, size + 1))
        nn.init.normal_(self.U, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def project(self, linear, h):
        return self.dropout(F.gelu(linear(h)))


def with_one(x):
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)


class Reader(nn.Module):
    def __init__(self, inventory, vocabulary, layers=6, dropout=0.1):
        super().__init__()
        self.inventory = inventory
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(512, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.type0 = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout=dropout) for _ in range(layers))
        sizes = {"upos": len(labels.UPOS), "lemma": len(inventory.lemmas)}
        sizes.update({"feats." + name: len(values) for name, values in inventory.feats.items()})
        sizes.update(
            named=len(labels.NAMED), nominal=len(labels.NOMINAL), trigger=len(labels.TRIGGER), mode=len(labels.MODES),
            status=len(labels.STATUS), cue=len(labels.CUE), content=len(labels.CONTENT),
        )
        self.linear = nn.ModuleDict({name.replace(".", "/"): nn.Linear(HIDDEN, n) for name, n in sizes.items()})
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_W = nn.Parameter(torch.zeros(ARC, ARC))
        nn.init.normal_(self.arc_W, std=0.02)
        self.arc_b = nn.Parameter(torch.zeros(ARC))
        self.arc_root = nn.Parameter(torch.randn(ARC) * 0.02)
        self.label = Biaffine(LABEL, len(inventory.deprels), ("dep", "head"), 0.25)
        self.label_root = nn.Parameter(torch.randn(LABEL) * 0.02)
        self.role = Biaffine(ROLE, len(labels.ROLES), ("trigger", "word"), 0.2)
        self.dropout = dropout
        self.frozen = 0

    def freeze(self, layers):
        """Train the embeddings and the first `layers` layers no further: the backward pass ends above them."""
        self.frozen = layers
        if layers:
            for module in (self.position, self.shape, self.norm, *self.layers[:layers]):
                module.requires_grad_(False)
            self.type0.requires_grad_(False)

    def load_base(self, path):
        """Take the encoder's weights from a BERT-named safetensors file."""
        from safetensors.torch import load_file

        base = load_file(path)
        get = lambda name: base.get(name, base.get("bert." + name))
        with torch.no_grad():
            self.word.weight.copy_(get("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(get("embeddings.position_embeddings.weight"))
            self.type0.copy_(get("embeddings.token_type_embeddings.weight")[0])
            self.norm.weight.copy_(get("embeddings.LayerNorm.weight"))
            self.norm.bias.copy_(get("embeddings.LayerNorm.bias"))
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                for name, theirs in (
                    ("q", "attention.self.query"), ("k", "attention.self.key"), ("v", "attention.self.value"),
                    ("o", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                ):
                    ours = getattr(layer, name)
                    ours.weight.copy_(get(f"{at}{theirs}.weight"))
                    ours.bias.copy_(get(f"{at}{theirs}.bias"))

    def encode(self, batch):
        """Word vectors [windows, words, 384]."""
        mask = batch["mask"][:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self._embed(batch)
            for layer in self.layers[: self.frozen]:
                x = layer(x, mask)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return batch["pool"] @ x

    def _embed(self, batch):
        ids = batch["ids"]
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.type0 + self.shape(batch["shapes"])
        return feature_dropout(self.norm(x), self.dropout, self.training)

    def scores(self, name, h):
        return self.linear[name.replace(".", "/")](h)

    def arc_scores(self, h, sentence):
        """[windows, dependents, 1 + words]: column 0 is ROOT; other sentences and the word itself are -inf."""
        dep = feature_dropout(F.gelu(self.arc_dep(h)), 0.25, self.training)
        head = feature_dropout(F.gelu(self.arc_head(h)), 0.25, self.training)
        head = torch.cat([self.arc_root.expand(h.shape[0], 1, ARC), head], 1)
        scores = (dep @ self.arc_W) @ head.transpose(1, 2) + (head @ self.arc_b)[:, None, :]
        same = sentence[:, :, None] == sentence[:, None, :]
        same &= ~torch.eye(h.shape[1], dtype=torch.bool)
        same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        return scores.masked_fill(~same, -1e9)

    def label_scores(self, h, which, heads):
        """[n, labels] for the words `which` (pairs of window, word) with heads as columns of `arc_scores`."""
        dep = with_one(self.label.project(self.label.a, h[which[:, 0], which[:, 1]]))
        head = self.label.project(self.label.b, h)
        head = torch.cat([self.label_root.expand(h.shape[0], 1, LABEL), head], 1)
        head = with_one(head[which[:, 0], heads])
        outputs, size, _ = self.label.U.shape
        left = (dep @ self.label.U.permute(1, 0, 2).reshape(size, -1)).view(-1, outputs, size)
        return torch.einsum("nlj,nj->nl", left, head)

    def role_scores(self, h, queries):
        """[queries, words, roles]."""
        trigger = with_one(self.role.project(self.role.a, h[queries[:, 0], queries[:, 1]]))
        word = with_one(self.role.project(self.role.b, h))[queries[:, 0]]
        outputs, size, _ = self.role.U.shape
        left = (trigger @ self.role.U.permute(1, 0, 2).reshape(size, -1)).view(-1, outputs, size)
        return torch.einsum("qrj,qwj->qwr", left, word)


def losses(model, batch):
    """{task: (sum of losses, how many labels)}."""
    h = model.encode(batch)
    dropped = feature_dropout(h, 0.15, model.training)
    out = {}
    for task, target in batch["target"].items():
        if task in ("head", "deprel"):
            continue
        chosen = target != labels.IGNORE
        n = int(chosen.sum())
        if n:
            out[task] = (F.cross_entropy(model.scores(task, dropped[chosen]), target[chosen], reduction="sum"), n)
    heads = batch["target"]["head"]
    rows = (heads != labels.IGNORE).any(1).nonzero()[:, 0]
    if len(rows):
        scores = model.arc_scores(h[rows], batch["sentence"][rows])
        chosen = heads[rows] != labels.IGNORE
        out["arc"] = (F.cross_entropy(scores[chosen], heads[rows][chosen], reduction="sum"), int(chosen.sum()))
        which = ((heads != labels.IGNORE) & (batch["target"]["deprel"] != labels.IGNORE)).nonzero()
        at = (which[:, 0], which[:, 1])
        scores = model.label_scores(h, which, heads[at])
        out["label"] = (F.cross_entropy(scores, batch["target"]["deprel"][at], reduction="sum"), len(which))
    if "queries" in batch:
        queries = batch["queries"]
        vectors = dropped[queries[:, 0], queries[:, 1]]
        for task in ("mode", "status"):
            chosen = batch[task] != labels.IGNORE
            if chosen.any():
                loss = F.cross_entropy(model.scores(task, vectors[chosen]), batch[task][chosen], reduction="sum")
                out[task] = (loss, int(chosen.sum()))
        scores = model.role_scores(h, queries).masked_fill(~batch["asked"][:, None, :], -1e9)
        allowed = batch["allowed"] & batch["asked"][:, None, :]
        real = allowed.any(-1)
        total = scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e9).logsumexp(-1)
        out["role"] = (total[real].sum(), len(queries))
    return out
