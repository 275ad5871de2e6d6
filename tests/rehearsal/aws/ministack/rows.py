"""What the rows of the launcher's table are made of."""


def row(create, delete, update=None, replace=()):
    """A type of ours: its handlers, and the properties whose change replaces it (`createOnlyProperties` of its published schema)."""
    return {"create": create, "delete": delete, **({"update": update} if update else {})}, replace


def body_of(response):
    """The body of a service's answer; an error becomes the failure of the resource."""
    status, _headers, body = response
    text = body.decode() if isinstance(body, bytes) else str(body)
    if status >= 300:
        raise ValueError(text)
    return text


def is_system_tag(item):
    return isinstance(item, dict) and str(item.get("Key", "")).startswith("aws:")
