"""ledger.py BASE_URL count: how many request lines the emulator has sold, by its own ledger."""

import json
import sys
import urllib.request

base, what = sys.argv[1:]
assert what == "count", what
root = base[: -len("/v1")] if base.endswith("/v1") else base
with urllib.request.urlopen(f"{root}/emulator/ledger", timeout=30) as answer:
    ledger = json.load(answer)
entries = ledger if isinstance(ledger, list) else ledger.get("data", ledger.get("entries", []))
print(sum(1 for entry in entries if entry.get("custom_id") is not None))
