#!/bin/sh
# Make ../model from the corpora: three quarters of the training, names for EWT by silver.py, the rest, two more cycles, export. Four hours on
# two cores.
set -e
cd "$(dirname "$0")"
export OMP_WAIT_POLICY=PASSIVE
python=.venv/bin/python
rm -f work/train.pickle work/development.pickle
DATELINE_CORPUS=none $python train.py --minutes 63 --stop-at 0.74
$python silver.py work/checkpoint.pt
DATELINE_CORPUS=none $python train.py --minutes 63 --resume --final-only
# A second cycle, with the corpus of our own and the events shown oftener.
cp work/checkpoint.pt work/first.pt
rm -f work/train.pickle
$python train.py --again work/first.pt --epochs 3 --seed 7 --rate 1.5e-4 --head-rate 7e-4 --final-only
# A third cycle; from the second on the second pass over the gold's articles is taken in (data.py).
cp work/checkpoint.pt work/second.pt
$python train.py --again work/second.pt --minutes 52 --epochs 10 --seed 11 --rate 1.5e-4 --head-rate 7e-4 --final-only
$python export.py
$python card.py
