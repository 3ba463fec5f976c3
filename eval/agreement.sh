#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: eval/agreement.sh DATA SCORE      the fourteen reports that two of us annotated (train/corpus/second.ndjson.xz)
set -eu
data=$1 score=$2 train=$(dirname "$0")/../train work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONPATH="$score:$train"
python3 "$train/corpus.py" unpack "$data" "$train/corpus/reports.ndjson.xz" "$work/first"
python3 "$train/corpus.py" unpack "$data" "$train/corpus/second.ndjson.xz" "$work/second"
python3 "$(dirname "$0")/agreement.py" "$work/first" "$work/second" "$score/score.py"
