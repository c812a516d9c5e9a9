"""ledger.py BASE_URL: what the emulator has sold so far, by its own ledger: requests, different ones, most of one."""

import json
import sys
import urllib.request

root = sys.argv[1].removesuffix("/v1")
with urllib.request.urlopen(f"{root}/emulator/ledger?view=summary", timeout=30) as answer:
    ledger = json.load(answer)
print(ledger["lines_purchased"], ledger["distinct_custom_ids"], ledger["max_purchases_per_custom_id"])
