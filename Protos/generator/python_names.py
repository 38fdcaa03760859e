"""How the contract's names and types read in Python."""
import keyword
import re

# Fields of messages that are always set, besides those of answers.
ALWAYS_SET = {"AlarmEvent.alarm", "StrategyEvent.strategy", "ThresholdChange.threshold", "PerformanceGroup.kpis"}
SCALARS = {"text": "str", "double": "float", "int": "int", "int64": "int", "bool": "bool", "bytes": "bytes",
           "decimal": "Decimal", "time": "datetime", "duration": "timedelta", "status": "Refused"}
ZEROS = {"text": '""', "double": "0.0", "int": "0", "int64": "0", "bool": "False", "bytes": 'b""',
         "decimal": "Decimal(0)"}
WIDTH = 118


def identifier(name):
    """The name of a field; those that Python or a call's own arguments have taken get an underscore."""
    return name + "_" if keyword.iskeyword(name) or name in ("timeout", "self") else name


def argument(name, written):
    """An argument of protobuf's constructor."""
    return f"{name}={written}" if not keyword.iskeyword(name) else f'**{{"{name}": {written}}}'


def module(message):
    """The module that protoc makes of a message's file."""
    return message.file.rsplit("/", 1)[1].replace(".proto", "_pb2")


def pb(message):
    """The class that protoc makes of a message."""
    return f"{module(message)}.{message.full_name.split('.', 3)[3]}"


def member(enum, name):
    """SIDE_LONG of Side is LONG; NAME_1D stays, for 1D is no name."""
    prefix = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", enum.full_name.rsplit(".", 1)[1]).upper() + "_"
    short = name[len(prefix):] if name.startswith(prefix) else name
    return short if short.isidentifier() else name


class Names:
    """Types and conversions of values, in the terms of a contract."""

    def __init__(self, contract):
        self.contract = contract

    def base(self, value):
        if value.kind == "enum":
            return self.contract.enums[value.type_name].name
        if value.kind == "message":
            return self.contract.messages[value.type_name].name
        if value.kind == "map":
            return f"Mapping[str, {SCALARS[value.of.kind]}]"
        return SCALARS[value.kind]

    def is_nullable(self, message, value):
        """Whether an answer may come without it."""
        if value.is_repeated or value.kind == "map":
            return False
        if value.oneof or value.kind in ("time", "duration", "status") or value.may_be_empty:
            return True
        if value.kind == "message":
            is_answer = message.name.endswith("Response") and "unset" not in value.comment
            return not is_answer and f"{message.name}.{value.name}" not in ALWAYS_SET
        return False

    def type(self, message, value):
        """The type of a field that is read."""
        base = self.base(value)
        if value.is_repeated:
            return f"Sequence[{base}]"
        return f"Optional[{base}]" if self.is_nullable(message, value) else base

    def default(self, message, value):
        """The default of a field; None as text when it must be given."""
        if value.is_repeated:
            return "()"
        if value.kind == "map":
            return "field(default_factory=dict)"
        if self.is_nullable(message, value):
            return "None"
        if value.is_required or value.kind == "message":
            return ""
        if value.kind == "enum":
            return self.zero(value)
        return ZEROS[value.kind]

    def zero(self, value):
        enum = self.contract.enums[value.type_name]
        return f"{enum.name}.{member(enum, enum.members[0][0])}"

    def parameter(self, value):
        """The type and default of a value that a caller gives."""
        base = "DecimalLike" if value.kind == "decimal" else self.base(value)
        if value.is_repeated:
            return f"Iterable[{base}]", "()"
        if value.kind == "map":
            return f"Optional[{base}]", "None"
        if value.is_required and value.kind != "message" and not value.oneof:
            return base, ""
        if value.kind == "enum" and not value.oneof:
            return base, self.zero(value)
        if value.oneof or value.kind in ("decimal", "time", "duration", "message"):
            return f"Optional[{base}]", "None"
        return base, ZEROS[value.kind]

    def write(self, value, source):
        """The expression that makes a protobuf value of one that a caller gave."""
        if value.kind == "decimal":
            return f"decimal_text({source})" if not value.oneof else f"optional_decimal_text({source})"
        if value.is_repeated:
            return f"[each._to_pb() for each in {source}]" if value.kind == "message" else f"list({source})"
        if value.kind == "map":
            return f"dict({source} or {{}})"
        if value.kind == "message":
            return f"None if {source} is None else {source}._to_pb()"
        if value.kind in ("time", "duration"):
            return f"{'timestamp' if value.kind == 'time' else 'duration'}_message({source})"
        return source

    def read(self, message, value, source):
        """The expression that makes a value of a protobuf message's."""
        name = f'{source}.{value.name}' if not keyword.iskeyword(value.name) else f'getattr({source}, "{value.name}")'
        made = self.convert(value, "each" if value.is_repeated else name)
        if value.is_repeated:
            return f"tuple({made} for each in {name})" if made != "each" else f"tuple({name})"
        has_presence = value.oneof or value.kind in ("message", "time", "duration", "status")
        if has_presence and self.is_nullable(message, value):
            return f'{made} if {source}.HasField("{value.name}") else None'
        return f"optional_decimal({name})" if value.may_be_empty else made

    def convert(self, value, name):
        if value.kind == "enum":
            return f"{self.base(value)}({name})"
        if value.kind == "message":
            return f"{self.base(value)}._from_pb({name})"
        if value.kind == "map":
            return f"dict({name})"
        functions = {"decimal": "decimal", "time": "datetime_of", "duration": "timedelta_of", "status": "refusal"}
        return f"{functions[value.kind]}({name})" if value.kind in functions else name


def wrapped(text, indent, width=WIDTH):
    """Words in lines that fit."""
    lines, line = [], ""
    for word in text.split():
        if line and len(indent) + len(line) + 1 + len(word) > width:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [indent + line] if line else lines


def call(head, arguments, tail, indent):
    """A call or signature on one line if it fits, and with its arguments filled in lines below otherwise."""
    whole = f"{indent}{head}({', '.join(arguments)}){tail}"
    if len(whole) <= WIDTH:
        return [whole]
    lines, line = [f"{indent}{head}("], ""
    for argument in arguments:
        if line and len(indent) + 4 + len(line) + len(argument) + 2 > WIDTH:
            lines.append(f"{indent}    {line}")
            line = argument + ","
        else:
            line = f"{line} {argument},".strip()
    return [*lines, f"{indent}    {line}", f"{indent}){tail}"]
