#!/usr/bin/env python3
"""Compares servers end to end: serving.py BINARY [--python FILE] [--rounds N] [--seconds S] [--json FILE] [NAME...]

Each server has one core and wrk another; they take turns, so that what disturbs the machine disturbs all of them. The
figures are medians of rounds, the ratios medians of the ratios within a round: by the clock, and by a second of the
servers' processor time, which is what they could do on their core where wrk is slower. nginx answers the same request
with the same answer from memory; granian has onnxruntime, if FILE is a Python that has both.
"""
import argparse
import json
import statistics
import sys
import tempfile

import servers
from workloads import NETWORKS, WORKLOADS, definition


def measure(workload, ours, options, folder, peer):
    """Lets the servers take turns; returns the figures of each, ours first."""
    answer = ours.ask(workload)
    script = f"{folder}/{workload.name}.lua"
    servers.script(workload, script)
    with servers.nginx(folder, servers.free_port(), answer) as nginx:
        contestants = [ours, nginx] + ([peer] if peer and peer.can(workload) else [])
        found = {server.name: [] for server in contestants}
        for server in contestants:
            server.load(workload, 1, script)
        for round in range(options.rounds):
            for server in contestants if round % 2 == 0 else reversed(contestants):
                found[server.name].append(server.load(workload, options.seconds, script))
    return found


def summary(workload, found):
    """A line for each server."""
    ours, lines = found["feedforward"], []
    for name, figures in found.items():
        median = {key: statistics.median(figure[key] for figure in figures) for key in figures[0]}
        ratio = {
            key: statistics.median(mine[key] / theirs[key] for mine, theirs in zip(ours, figures)) for key in figures[0]
        }
        lines.append({"workload": workload.name, "server": name, "median": median, "ratio": ratio})
    return lines


def show(line):
    median, ratio = line["median"], line["ratio"]
    is_ours = line["server"] == "feedforward"
    print(f"{line['workload'] if is_ours else '':6} {line['server']:12} {median['rate']:10.0f} "
          f"{median['rate_of_processor']:10.0f} {median['p50']:8.2f} {median['p99']:8.2f}"
          + ("" if is_ours else f" {ratio['rate']:8.2f} {ratio['rate_of_processor']:8.2f} {ratio['p99']:8.2f}"),
          flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binary")
    parser.add_argument("workloads", nargs="*", default=list(WORKLOADS))
    parser.add_argument("--python")
    parser.add_argument("--models", help="the folder that peer_models.py has written")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--json")
    options = parser.parse_intermixed_args()
    lines = []
    print(f"{'':6} {'':12} {'req/s':>10} {'per CPU s':>10} {'p50 ms':>8} {'p99 ms':>8}    ours over theirs: by the clock, by CPU; p99")
    with tempfile.TemporaryDirectory() as folder, servers.feedforward(options.binary, servers.free_port()) as ours:
        for network in NETWORKS:
            status, content = ours.request("PUT", f"/v1/models/{network}", json.dumps(definition(network)), {})
            assert status == 201, content
        peer = servers.granian(options.python, servers.free_port(), options.models) if options.python else None
        try:
            for name in options.workloads:
                workload = WORKLOADS[name]
                lines += (new := summary(workload, measure(workload, ours, options, folder, peer)))
                for line in new:
                    show(line)
        finally:
            if peer:
                peer.__exit__()
    if options.json:
        with open(options.json, "w", encoding="ascii") as file:
            json.dump(lines, file, indent=2)


if __name__ == "__main__":
    sys.exit(main())
