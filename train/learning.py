# SPDX-License-Identifier: Apache-2.0
"""The steps by which the teacher and the readers learn."""

import collections
import time

import torch


def steps(batches, loss_of, layers, heads, rate, minutes, warm, every):
    """Learns from `batches` for so many minutes by AdamW, `layers` at a rate that rises over `warm` steps and then falls to nothing, and
    `heads` at 1e-3 likewise; yields the number of each step and whether it is the last. loss_of(batch) gives the loss and what of it is
    printed, as a mean, every so many steps."""
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": rate}, {"params": heads, "lr": 1e-3}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        foreach=True,
    )
    started = time.time()
    progress = lambda: (time.time() - started) / 60 / minutes
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.01, 1 - progress()))
    )
    seen = collections.deque(maxlen=50)
    for step, batch in enumerate(batches, 1):
        loss, shown = loss_of(batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if not torch.isfinite(torch.nn.utils.clip_grad_norm_(layers + heads, 2.0)):
            print(f"step {step}: no number in a gradient; the batch is left out", flush=True)
            continue
        optimiser.step()
        schedule.step()
        seen.append(shown.item())
        if step % every == 0:
            took = time.time() - started
            print(f"step {step} {took:.0f} s loss {sum(seen) / len(seen):.3f}", flush=True)
        last = progress() >= 1
        yield step, last
        if last:
            return
