"""The contract as clients in other languages need it: messages, methods and what their comments promise.

A generator of a client reads a `Contract` from what protoc hands to its plugins and writes source from it.
"""
import pathlib
import re
import sys
from dataclasses import dataclass, field
from typing import Dict, List, Optional

from google.protobuf.compiler import plugin_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Wire

SCALARS = {Wire.TYPE_BOOL: "bool", Wire.TYPE_BYTES: "bytes", Wire.TYPE_DOUBLE: "double", Wire.TYPE_INT32: "int",
           Wire.TYPE_INT64: "int64", Wire.TYPE_UINT32: "int", Wire.TYPE_UINT64: "int64"}
KNOWN = {".google.protobuf.Timestamp": "time", ".google.protobuf.Duration": "duration", ".google.rpc.Status": "status"}
# What marks a field that the caller fills with an id of its own, so that a repeated call changes nothing.
RETRY_ID = "makes a retry safe"
# Names that sound like amounts.
AMOUNT = re.compile(
    r"(price|amount|profit|fees?|balance|equity|loss|pnl|quantity|capital|notional|margin|exposure|cost)$")
READS = ("Get", "List", "Check", "Watch", "Compare", "Export", "Stream", "Subscribe", "Describe")


class ContractError(Exception):
    """The contract says something that a client cannot be made of."""


def scalar(wire):
    return Wire.Type.Name(wire.type)[len("TYPE_"):].lower()


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def decimals():
    """What is said of string fields: their name, and "?", "text" or nothing."""
    lines = (pathlib.Path(__file__).parent / "decimals.txt").read_text().splitlines()
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {name: (rest or [""])[0] for name, *rest in words}


@dataclass
class Value:
    """A field of a message. `kind` is text, decimal, double, int, int64, bool, bytes, enum, message, time, duration,
    status or map."""
    name: str
    number: int
    kind: str
    comment: str
    type_name: str = ""
    is_repeated: bool = False
    may_be_empty: bool = False
    oneof: str = ""
    of: Optional["Value"] = None
    #: The type that the contract gives it: "uint64" of a kind int64.
    scalar: str = ""

    @property
    def is_optional(self):
        """Whether its presence is told apart from its zero: a oneof of one member."""
        return self.oneof == self.name + "_value"

    @property
    def is_output_only(self):
        return self.comment.startswith("Output only.")

    @property
    def is_required(self):
        return re.search(r"\bRequired\b", self.comment) is not None

    @property
    def is_retry_id(self):
        return RETRY_ID in self.comment


@dataclass
class Message:
    full_name: str
    name: str
    file: str
    comment: str
    values: List[Value] = field(default_factory=list)
    #: A method takes it, and no other message holds it.
    is_request: bool = False


@dataclass
class Enumeration:
    full_name: str
    name: str
    comment: str
    members: list = field(default_factory=list)


@dataclass
class Method:
    service: str
    name: str
    comment: str
    request: Message
    response: Message
    client_streams: bool
    server_streams: bool

    @property
    def is_read(self):
        """Whether it changes nothing, by the names of the contract."""
        return self.name.startswith(READS)


class Contract:
    """Everything of one protoc run."""

    def __init__(self, files, package="nija.v1"):
        self.decimals = decimals()
        self.messages: Dict[str, Message] = {}
        self.enums: Dict[str, Enumeration] = {}
        self.methods: List[Method] = []
        self.map_entries = {}
        files = [file for file in files if file.package == package]
        for file in files:
            comments = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
            prefix = f".{file.package}."
            for index, enum in enumerate(file.enum_type):
                self.add_enum(enum, prefix, "", comments, (5, index))
            for index, message in enumerate(file.message_type):
                self.add_message(message, prefix, "", file, comments, (4, index))
        for file in files:
            comments = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
            for index, service in enumerate(file.service):
                for at, method in enumerate(service.method):
                    self.methods.append(Method(
                        f"{file.package}.{service.name}", method.name, text(comments, (6, index, 2, at)),
                        self.messages[method.input_type], self.messages[method.output_type],
                        method.client_streaming, method.server_streaming))
        self.check_methods()

    def check_methods(self):
        """Notes which messages are requests, and refuses what clients cannot offer."""
        held = {value.type_name for message in self.messages.values() for value in message.values}
        names = [method.name for method in self.methods]
        for method in self.methods:
            method.request.is_request = method.request.full_name not in held
            if method.client_streams and method.server_streams:
                raise ContractError(f"{method.name} streams both ways, which no generated client offers yet")
            if names.count(method.name) > 1:
                raise ContractError(f"two services have a method {method.name}; clients have one name for each")

    def sent(self):
        """The messages that a client writes: requests, and what they hold."""
        return self.reached(method.request for method in self.methods)

    def received(self):
        """The messages that a client reads: answers, and what they hold."""
        return self.reached(method.response for method in self.methods)

    def reached(self, messages):
        found, pending = set(), list(messages)
        while pending:
            message = pending.pop()
            if message.full_name not in found:
                found.add(message.full_name)
                pending += [self.messages[value.type_name] for value in message.values if value.kind == "message"]
        return found

    def add_enum(self, enum, prefix, outer, comments, path):
        made = Enumeration(prefix + enum.name, outer + enum.name, text(comments, path))
        made.members = [(value.name, value.number, text(comments, (*path, 2, index)))
                        for index, value in enumerate(enum.value)]
        self.enums[made.full_name] = made

    def add_message(self, message, prefix, outer, file, comments, path):
        full_name, inner = prefix + message.name, outer + message.name
        if message.options.map_entry:
            self.map_entries[full_name] = message
            return
        for index, nested in enumerate(message.nested_type):
            self.add_message(nested, full_name + ".", inner, file, comments, (*path, 3, index))
        for index, enum in enumerate(message.enum_type):
            self.add_enum(enum, full_name + ".", re.sub("Request$", "", inner), comments, (*path, 4, index))
        made = Message(full_name, inner, file.name, text(comments, path))
        for index, wire in enumerate(message.field):
            oneof = message.oneof_decl[wire.oneof_index].name if wire.HasField("oneof_index") else ""
            comment = text(comments, (*path, 2, index))
            if oneof == wire.name + "_value":
                # The comment of an optional field stands above the oneof that makes it so.
                comment = comment or text(comments, (*path, 8, wire.oneof_index))
            made.values.append(self.value(wire, made, oneof, comment))
        self.messages[full_name] = made

    def value(self, wire, message, oneof, comment):
        made = Value(wire.name, wire.number, "", comment, wire.type_name, wire.label == Wire.LABEL_REPEATED,
                     oneof=oneof, scalar=scalar(wire))
        if wire.type_name in self.map_entries:
            entry = self.map_entries[wire.type_name].field[1]
            made.kind, made.is_repeated = "map", False
            made.of = Value(entry.name, entry.number, "text" if entry.type == Wire.TYPE_STRING else SCALARS[entry.type],
                            "", scalar=scalar(entry))
        elif wire.type == Wire.TYPE_STRING:
            self.name_string(made, message)
        elif wire.type == Wire.TYPE_MESSAGE:
            made.kind = KNOWN.get(wire.type_name, "message")
        else:
            made.kind = "enum" if wire.type == Wire.TYPE_ENUM else SCALARS.get(wire.type, "")
        if "illed in when empty" in comment and not made.is_retry_id:
            raise ContractError(f"{message.name}.{wire.name}: does this id make a retry safe? Say so in its comment")
        if not made.kind:
            raise ContractError(f"{message.name}.{wire.name}: a type that clients do not know")
        return made

    def name_string(self, value, message):
        """Text or a decimal, by its name."""
        said = self.decimals.get(value.name, "text")
        if value.name not in self.decimals and AMOUNT.search(value.name):
            raise ContractError(f"is {message.name}.{value.name} a decimal or text? Say so in decimals.txt")
        value.kind = "text" if said == "text" else "decimal"
        value.may_be_empty = said == "?"


def text(comments, path):
    return " ".join(comments.get(path, "").split())


def plugin(generate):
    """The main of a protoc plugin: `generate` makes the content of files, by name, of a contract."""
    request = plugin_pb2.CodeGeneratorRequest.FromString(sys.stdin.buffer.read())
    response = plugin_pb2.CodeGeneratorResponse()
    try:
        for name, content in generate(Contract(request.proto_file)).items():
            response.file.add(name=name, content=content)
    except ContractError as error:
        response.error = str(error)
    sys.stdout.buffer.write(response.SerializeToString())
