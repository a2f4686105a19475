#!/bin/sh
# Make ../model from the corpora: three quarters of the training, names for EWT by silver.py, the rest, export. Two hours on two cores.
set -e
cd "$(dirname "$0")"
export OMP_WAIT_POLICY=PASSIVE
python=.venv/bin/python
rm -f work/train.pickle work/development.pickle
$python train.py --minutes 63 --stop-at 0.74
$python silver.py work/checkpoint.pt
$python train.py --minutes 63 --resume --final-only
$python export.py
$python card.py
