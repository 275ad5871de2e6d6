"""MiniStack with what its CloudFormation lacks, for `npm run rehearse:aws`.

MiniStack keeps one registry of resource handlers. The files beside this one add rows for the types of the kit that are not in it, each of which calls the
service inside MiniStack that its own API would call, so that a client asks back what CloudFormation made. A type that is neither here nor
in MiniStack is refused by MiniStack before anything is made, so the table cannot rot unseen.

Environment, beside MiniStack's own: REHEARSAL_FOLDER, where `types.json` is written (how each type is known) and `fault.json` is read (the
failure that a test plants: a resource type and `create`, `update` or `delete`).
"""

import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import bedrock_types
import bucket_type
import network_types
import secret_type
from ministack.app import main
from ministack.services.cloudformation import provisioners as cfn

FOLDER = Path(os.environ["REHEARSAL_FOLDER"])
HANDLERS = cfn._RESOURCE_HANDLERS
STOCK = frozenset(HANDLERS)

# MiniStack's CloudFormation does not know them.
TABLE = {**bedrock_types.TABLE, **network_types.TABLE}

# MiniStack knows them; what it lacks is added.
EXTENDED = {**bucket_type.EXTENDED, **network_types.EXTENDED, **secret_type.EXTENDED}

# No service of MiniStack knows them: CloudFormation goes through its states and nothing else happens. They count as not rehearsed.
RECORDED = ("AWS::Bedrock::EnforcedGuardrailConfiguration",)


def record(resource_type):
    def create(logical_id, _properties, stack):
        print(f"only recorded: {resource_type} {stack}/{logical_id}", flush=True)
        return f"{stack}-{logical_id}", {}

    return {"create": create, "update": lambda physical_id, *_: (physical_id, {}), "delete": lambda *_: None}


def failing(resource_type, action, handler):
    """Fails where a test has planted a failure, before the handler does anything."""

    def run(*arguments, **options):
        planted = FOLDER / "fault.json"
        if planted.exists() and json.loads(planted.read_text()) == {"type": resource_type, "action": action}:
            raise ValueError("planted by the rehearsal")
        return handler(*arguments, **options)

    return run


def install():
    for resource_type, (handlers, replace) in TABLE.items():
        HANDLERS[resource_type] = handlers
        cfn._REPLACING_PROPERTIES[resource_type] = replace
    for resource_type, handlers in EXTENDED.items():
        HANDLERS[resource_type] = {**HANDLERS[resource_type], **handlers}
    for resource_type in RECORDED:
        HANDLERS[resource_type] = record(resource_type)
    bucket_type.install()
    bedrock_types.install()
    network_types.install()
    for resource_type, handlers in HANDLERS.items():
        for action in ("create", "update", "delete"):
            if action in handlers:
                handlers[action] = failing(resource_type, action, handlers[action])
    known = {"table": sorted({*TABLE, *EXTENDED}), "recorded": sorted(RECORDED), "stock": sorted(STOCK - {*EXTENDED})}
    (FOLDER / "types.json").write_text(json.dumps(known))


def end_with_parent(parent=os.getppid()):
    """A test process that is killed ends no child: the launcher sees it, and takes its functions and its folder along."""
    while os.getppid() == parent:
        time.sleep(1)
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    overlap = STOCK & {*TABLE, *RECORDED}
    if overlap:
        raise SystemExit(f"MiniStack knows {', '.join(sorted(overlap))} by now: take them out of the table")
    install()
    threading.Thread(target=end_with_parent, daemon=True).start()
    main()
