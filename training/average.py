"""Average the weights of checkpoints: average.py OUT.pt CHECKPOINT.pt:WEIGHT CHECKPOINT.pt:WEIGHT …

The ends of two cycles of one training lie in one valley, and what lies between them is better on unseen texts than either
(stochastic weight averaging, Izmailov et al. 2018). Everything but the weights is the first checkpoint's.
"""

import sys

import torch


def main():
    out, *parts = sys.argv[1:]
    states = []
    for part in parts:
        path, _, weight = part.rpartition(":")
        states.append((torch.load(path, weights_only=False, map_location="cpu"), float(weight)))
    total = sum(weight for _, weight in states)
    first = states[0][0]
    for name, value in first["model"].items():
        if value.is_floating_point():
            first["model"][name] = sum(state["model"][name].float() * weight for state, weight in states) / total
    torch.save(first, out)


if __name__ == "__main__":
    main()
