"""What AWS's own models of its APIs say against a request. botocore's own check of requests minds only a part of what they say."""

from functools import cache

import regex

NUMBERS = ("integer", "long", "float", "double")


def faults(shape, value, at=""):
    """What the model of a shape says against a value, as texts: `EncryptionConfiguration.KeyId: 0 characters, the least is 1`."""
    if shape is None:
        return []
    where, rules = at or "input", shape.metadata
    match shape.type_name:
        case "structure":
            return [f"{where}: {name} is missing" for name in shape.required_members if value.get(name) is None] + [
                fault
                for name, each in value.items()
                if each is not None
                for fault in member_faults(shape.members.get(name), each, f"{at}.{name}".removeprefix("."))
            ]
        case "list":
            return limit_faults(rules, len(value), where, " elements") + [
                fault for place, each in enumerate(value) for fault in faults(shape.member, each, f"{at}[{place}]")
            ]
        case "map":
            return limit_faults(rules, len(value), where, " entries") + [
                fault
                for key, each in value.items()
                for fault in [*faults(shape.key, key, f"the key {key!r} of {where}"), *faults(shape.value, each, f"{at}.{key}")]
            ]
        case "string":
            return text_faults(shape, str(value), where)
        case kind if kind in NUMBERS:
            return limit_faults(rules, value, where)
    return []


def member_faults(member, value, at):
    return faults(member, value, at) if member else [f"{at}: no member of this name"]


def text_faults(shape, text, where):
    found, pattern = limit_faults(shape.metadata, len(text), where, " characters"), shape.metadata.get("pattern")
    if shape.enum and text not in shape.enum:
        found.append(f"{where}: {text!r} is none of {', '.join(shape.enum)}")
    if pattern and not expression(pattern).fullmatch(text):
        found.append(f"{where}: {text!r} is not of the form {pattern}")
    return found


def limit_faults(rules, size, where, unit=""):
    least, most = rules.get("min"), rules.get("max")
    if least is not None and size < float(least):
        return [f"{where}: {size}{unit}, the least is {least}"]
    if most is not None and size > float(most):
        return [f"{where}: {size}{unit}, the most is {most}"]
    return []


@cache
def expression(pattern):
    """A pattern of the models, which are written for Java: a character beyond 16 bits is two there."""
    return regex.compile(pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"), regex.DOTALL)
