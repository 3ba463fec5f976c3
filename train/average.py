# SPDX-License-Identifier: Apache-2.0
"""The weighted mean of two checkpoints that come from one, or of which the second goes on from the first.

usage: average.py FIRST.pt SECOND.pt SHARE OUT.pt        SHARE of the second, 0 to 1
Readings that began anew in the second (their lists of paths differ) are the second's alone.
Source: Wortsman et al. 2022, "Model soups".
"""

import sys

import torch


def main():
    first, second = (
        torch.load(path, map_location="cpu", weights_only=False) for path in sys.argv[1:3]
    )
    share = float(sys.argv[3])
    one = lambda name, value: name in first["state"] and value.is_floating_point()
    mixed = {
        name: (1 - share) * first["state"][name] + share * value if one(name, value) else value
        for name, value in second["state"].items()
    }
    torch.save(second | {"state": mixed}, sys.argv[4])


if __name__ == "__main__":
    main()
