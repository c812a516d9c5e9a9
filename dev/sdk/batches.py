#!/usr/bin/env python3
"""What people write by hand: URL RESULTS FILE... uploads each file, makes a batch of it, waits and downloads."""

import pathlib
import sys
import time

from openai import OpenAI

url, results, *files = sys.argv[1:]
client = OpenAI(base_url=url)
directory = pathlib.Path(results)
directory.mkdir(parents=True)

batches = []
for name in files:
    with open(name, "rb") as file:
        uploaded = client.files.create(file=file, purpose="batch")
    batches.append(
        client.batches.create(
            input_file_id=uploaded.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
    )

for number, batch in enumerate(batches):
    while batch.status != "completed":
        if batch.status in ("failed", "expired", "cancelled"):
            sys.exit(f"{batch.id} is {batch.status}")
        time.sleep(0.2)
        batch = client.batches.retrieve(batch.id)
    client.files.content(batch.output_file_id).write_to_file(directory / f"{number:05d}.jsonl")
