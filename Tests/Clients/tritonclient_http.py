#!/usr/bin/env python3
"""NVIDIA's HTTP client against a running service: tritonclient_http.py URL [PART OF A CHECK'S NAME]

Needs tritonclient[http], which brings gevent for the plain client and aiohttp for the asyncio one, and numpy, which both
hand tensors over in and which evaluates the networks a second time in float64. Every method of the client is called.
"""
import sys

from triton_checks import (  # noqa: F401  (importing them lists their checks)
    metadata, inference, classification, compression, refusals, many, repository, statistics, settings, aio,
)
from triton_checks.session import Session, checks

if __name__ == "__main__":
    sys.exit(checks.run(Session(sys.argv[1])))
