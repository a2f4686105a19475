"""Train the reader jointly on all corpora.

python train.py [--epochs N] [--minutes M] [--resume] [--stop-at SHARE] [--final-only] [--benchmark]
python train.py --again CHECKPOINT [--only GROUP] [--own-share SHARE] [--steps N] [--layers 0,2,4] --work FOLDER --model-folder FOLDER

Checkpoints go to work/checkpoint.pt after every epoch, figures to work/log.jsonl, int8 weights to ../model.
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import pickle
import time

import torch
import torch.distributed as distributed
import torch.multiprocessing

import data as corpora
import evaluate
import export
import windows as packing
from inventory import Inventory
from model import Reader, losses
from wordpiece import WordPiece

HERE = pathlib.Path(__file__).parent
WORK = HERE / "work"
WEIGHTS = {
    "upos": 1.0, "lemma": 0.5, "arc": 1.2, "label": 1.0, "named": 2.0, "nominal": 0.7, "trigger": 4.0, "cue": 1.5,
    "content": 1.5, "mode": 0.5, "status": 0.6, "role": 0.55,
}
FEATURE_WEIGHT = 0.06
WORKERS = 2


def load_or_make(name, make):
    """Pickle what takes long to prepare; the folder is the same whatever `--work` says."""
    path = WORK / (name + ".pickle")
    if path.exists():
        return pickle.loads(path.read_bytes())
    value = make()
    path.write_bytes(pickle.dumps(value))
    return value


def groups(train, epoch, again, only=None):
    """How often each corpus is shown in an epoch: gold events oftener from the second epoch on, the treebank in a second cycle."""
    if only:
        return [(train[only], 1.0)]
    gold = 1.5 if again else 1.0 if epoch == 0 else 1.6
    return [(train["ewt"], 1.1 if again else 1.0), (train["gum"], 0.6), (train["ner"], 0.8 if again else 1.0), (train["gold"], gold), (train["links"], 0.3 if again else 0.5)]


def leave_out(train, share):
    """Leave `share` of our own articles among the annotated documents, chosen by a hash of their names: smaller shares lie in larger ones."""
    rank = lambda name: hashlib.sha256(name.encode()).hexdigest()
    own = sorted((record["name"] for record in corpora.own_records("train")), key=rank)
    left_out = set(own[round(share * len(own)) :])
    train["gold"] = [document for document in train["gold"] if document.name not in left_out]


def cut_layers(weights, kept):
    """The weights of a reader with the layers `kept` alone, in their order; the heads are taken as they are."""
    out = {name: value for name, value in weights.items() if not name.startswith("layers.")}
    for new, old in enumerate(kept):
        start = f"layers.{old}."
        out.update({f"layers.{new}.{n.removeprefix(start)}": v for n, v in weights.items() if n.startswith(start)})
    return out


def optimiser_of(model, rate, head_rate):
    """AdamW with the encoder's and the heads' own rates; no decay on biases and norms."""
    encoder, encoder_plain, heads, heads_plain = [], [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        is_encoder = name.split(".")[0] in ("position", "type0", "norm", "layers")
        plain = parameter.dim() < 2
        (encoder_plain if plain else encoder).append(parameter) if is_encoder else (
            heads_plain if plain else heads
        ).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": rate, "weight_decay": 0.01},
            {"params": encoder_plain, "lr": rate, "weight_decay": 0.0},
            {"params": heads, "lr": head_rate, "weight_decay": 0.01},
            {"params": heads_plain, "lr": head_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def frozen_layers(progress, layers):
    """How many of the lowest layers are no longer trained: they settle first, and a step without them is cheaper."""
    return min(layers // 2, 0 if progress < 0.55 else 2 if progress < 0.8 else 3)


def share_gradients(parameters):
    """Average the gradients over the workers, in place."""
    for parameter in parameters:
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    flat = torch.cat([p.grad.view(-1) for p in parameters])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    at = 0
    for parameter in parameters:
        n = parameter.numel()
        parameter.grad.copy_(flat[at : at + n].view_as(parameter))
        at += n


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--minutes", type=float, help="let the learning rate fall with the clock and stop after so long")
    parser.add_argument("--budget", type=int, default=1400)
    parser.add_argument("--rate", type=float, default=2.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--again", metavar="CHECKPOINT", help="a new cycle from this checkpoint's weights: warm restart, fresh optimiser")
    parser.add_argument("--model-folder", default=str(HERE.parent / "model"))
    parser.add_argument("--stop-at", type=float, default=1.0, help="stop after the epoch that reaches this share of the schedule")
    parser.add_argument("--final-only", action="store_true", help="evaluate and export after the last epoch alone")
    parser.add_argument("--benchmark", action="store_true")
    parser.add_argument("--only", metavar="GROUP", help="show this group of corpora alone (gold, ewt, …), to compare what is learned from it")
    parser.add_argument("--own-share", type=float, default=1.0, help="share of the articles of corpus/ that is shown")
    parser.add_argument("--steps", type=int, help="let the learning rate fall over so many steps and stop after them")
    parser.add_argument("--layers", help="layers of the encoder to keep, counted from 0, such as 0,2,4: the others are cut out")
    parser.add_argument("--work", default=str(WORK), help="folder of checkpoints and figures")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    pathlib.Path(args.work).mkdir(exist_ok=True)
    load_or_make("train", corpora.load_training)
    load_or_make("development", corpora.load_development)
    # Two workers of one thread each make more than one of two threads: little of a step waits for anything else.
    torch.multiprocessing.spawn(work, (args,), WORKERS)


def work(rank, args):
    """One worker of the data-parallel training; the first also evaluates, saves and exports."""
    rendezvous = f"tcp://127.0.0.1:{29500 + os.getppid() % 500}"
    distributed.init_process_group(
        "gloo", init_method=rendezvous, rank=rank, world_size=WORKERS, timeout=datetime.timedelta(minutes=40)
    )
    torch.set_num_threads(1)
    torch.manual_seed(args.seed * 100)
    train = load_or_make("train", corpora.load_training)
    development = load_or_make("development", corpora.load_development)
    inventory = Inventory.collect(train["ewt"] + train["gum"])
    leave_out(train, args.own_share)
    pieces = WordPiece.read(export.base_folder() / "vocab.txt")
    kept = [int(layer) for layer in args.layers.split(",")] if args.layers else None
    model = Reader(inventory, len(pieces.tokens), len(kept) if kept else 6)
    model.load_base(str(export.base_folder() / "model.safetensors"))
    trained = [p for p in model.parameters() if p.requires_grad]
    torch.manual_seed(args.seed * 100 + 1 + rank)
    optimiser = optimiser_of(model, args.rate, args.head_rate)
    rates = [group["lr"] for group in optimiser.param_groups]
    plan = []
    for epoch in range(args.epochs):
        rng = packing.make_rng(args.seed * 1000 + epoch)
        chosen = packing.document_epoch(groups(train, epoch, args.again, args.only), rng)
        batches = packing.batches_of(packing.training_windows(chosen, pieces, rng), args.budget // WORKERS, rng)
        plan.append([batches[k : k + WORKERS] for k in range(0, len(batches) - WORKERS + 1, WORKERS)])
    total, step, first = min(args.steps or 1e9, sum(map(len, plan))), 0, 0
    average, elapsed, progress = {}, 0.0, 0.0
    if args.resume:
        saved = torch.load(pathlib.Path(args.work) / "checkpoint.pt", weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        first, step, average, elapsed = saved["epoch"] + 1, saved["step"], saved["average"], saved["elapsed"]
    if args.again:
        weights = torch.load(args.again, weights_only=False)["model"]
        model.load_state_dict(cut_layers(weights, kept) if kept else weights)
    if rank == 0:
        print(f"{total} steps, {[len(p) for p in plan]}", flush=True)
    warm = 250
    for epoch in range(first, args.epochs):
        model.train()
        began, seen, sums = time.time(), 0, {}
        for number, group in enumerate(plan[epoch]):
            progress = step / total
            if progress >= 1:
                break
            if args.minutes:
                clock = torch.tensor([(elapsed + time.time() - began) / (60 * args.minutes)])
                distributed.broadcast(clock, 0)
                progress = clock.item()
                if progress >= 1:
                    break
            if frozen_layers(progress, len(model.layers)) != model.frozen:
                model.freeze(frozen_layers(progress, len(model.layers)))
                trained = [p for p in model.parameters() if p.requires_grad]
                print(f"{model.frozen} layers frozen at step {step}", flush=True)
            factor = min(1.0, (step + 1) / warm, max(0.005, (1 - progress) / 0.95))
            for parameters, rate in zip(optimiser.param_groups, rates):
                parameters["lr"] = rate * factor
            batch = packing.encode(group[rank], pieces, inventory)
            parts = losses(model, batch)
            loss = 0.0
            for task, (value, n) in parts.items():
                # Divide by the task's usual count of labels a batch, so that a batch with few does not shout.
                average[task] = 0.98 * average[task] + 0.02 * n if task in average else float(n)
                weight = WEIGHTS.get(task, FEATURE_WEIGHT)
                loss = loss + weight * value / max(average[task], 0.3 * n)
                old = sums.get(task, (0.0, 0))
                sums[task] = (old[0] + value.item(), old[1] + n)
            for task in average:
                if task not in parts:
                    average[task] *= 0.98
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            share_gradients(trained)
            torch.nn.utils.clip_grad_norm_(trained, 2.0)
            optimiser.step()
            step += 1
            seen += WORKERS * int(batch["mask"].sum())
            if number % 50 == 49:
                spent = time.time() - began
                shown = {t: round(v / max(1, n), 3) for t, (v, n) in sums.items() if not t.startswith("feats")}
                if rank == 0:
                    print(f"epoch {epoch} step {number + 1}/{len(plan[epoch])} {seen / spent:.0f} subwords/s {spent:.0f} s {shown}", flush=True)
                if args.benchmark:
                    return
                sums = {}
        spent = time.time() - began
        elapsed += spent
        progress = progress if args.minutes else step / total
        if rank == 0:
            torch.set_num_threads(2)
            state = {"epoch": epoch, "step": step, "average": average, "elapsed": elapsed, "progress": progress}
            finish_epoch(model, pieces, development, optimiser, state, args, spent, seen)
            torch.set_num_threads(1)
        distributed.barrier()
        if progress >= args.stop_at or step >= total:
            break


def finish_epoch(model, pieces, development, optimiser, state, args, spent, seen):
    """Save the checkpoint, evaluate, log, export."""
    state.update(model=model.state_dict(), optimiser=optimiser.state_dict())
    state.update(inventory=model.inventory.to_json(), args=vars(args))
    folder = pathlib.Path(args.work)
    torch.save(state, folder / "checkpoint.new")
    os.replace(folder / "checkpoint.new", folder / "checkpoint.pt")
    if args.final_only and state["progress"] < 1 and state["epoch"] + 1 < args.epochs:
        return
    figures = evaluate.events(model, pieces, development) if args.only == "gold" else evaluate.everything(model, pieces, development, quick=True)
    by_bias = figures["held_out"].pop("by_bias")
    bias = max(by_bias, key=by_bias.get)
    line = {"epoch": state["epoch"], "progress": round(state["progress"], 3), "seconds": round(spent), "subwords_per_second": round(seen / spent), "bias": bias}
    line.update(figures, held_out_by_bias=by_bias)
    with open(folder / "log.jsonl", "a", encoding="utf8") as log:
        log.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)
    export.write(model, pieces, bias, args.model_folder)


if __name__ == "__main__":
    main()
