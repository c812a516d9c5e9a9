"""What a door prints of each promise: check|NAME|ok, or check|NAME|FAIL|WHY."""


def check(name, promise):
    try:
        promise()
        print(f"check|{name}|ok", flush=True)
    except Exception as e:
        why = " ".join(f"{type(e).__name__}: {e}".split())[:300].replace("|", "/")
        print(f"check|{name}|FAIL|{why}", flush=True)
