#!/usr/bin/env bash
# The service from a shell: curl.sh [URL]. Needs curl and nothing else.
set -euo pipefail
url=${1:-http://127.0.0.1:8080}
curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }

echo "== keep a network under the name iris"
curl --request PUT "$url/v1/models/iris" --data '{
  "layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42,
  "labels": ["setosa", "versicolor", "virginica"]}'

echo "== two flowers, one prediction each"
curl "$url/v1/models/iris:predict" --data '{"instances": [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]}'

echo "== the same by the Open Inference Protocol, as the first two classes"
curl "$url/v2/models/iris/infer" --data '{
  "inputs": [{"name": "input", "shape": [2, 4], "datatype": "FP32", "data": [5.1, 3.5, 1.4, 0.2, 6.3, 3.3, 6.0, 2.5]}],
  "outputs": [{"name": "output", "parameters": {"classification": 2}}]}'

echo "== a stream: one row a line, one answer a line"
printf '%s\n' '[5.1, 3.5, 1.4, 0.2]' '[7.0, 3.2, 4.7, 1.4]' '[6.3, 3.3, 6.0, 2.5]' |
    curl "$url/v1/models/iris/evaluate" --header 'Content-Type: application/x-ndjson' --data-binary @-
