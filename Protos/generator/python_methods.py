"""Typed methods of the contract's services, blocking and asynchronous, for the Python client."""
import re

from contract import ContractError, snake
from python_messages import HEADER, docstring
from python_names import Names, argument, call, identifier, module, pb, wrapped

TIMEOUT = "timeout: Optional[float] = None"


class Methods:
    def __init__(self, contract):
        self.contract = contract
        self.names = Names(contract)

    # The table of methods.

    def table(self):
        lines = [HEADER.format("Every method of the contract."), "from nija._generated import messages",
                 "from nija.methods import ClientStream, ServerStream, Unary", "from nija.v1 import (",
                 *wrapped(", ".join(sorted({module(m.request) for m in self.contract.methods})) + ",", "    "), ")", ""]
        for method in self.contract.methods:
            kind = {(False, False): "Unary", (False, True): "ServerStream",
                    (True, False): "ClientStream"}[method.client_streams, method.server_streams]
            arguments = [f'"{method.service}"', f'"{method.name}"', pb(method.request), pb(method.response),
                         f"messages.{method.response.name}._from_pb", f"is_read={method.is_read}"]
            paths = self.retry_ids(method.request)
            if paths:
                arguments.append(f"retry_ids={tuple(paths)!r}")
            if any("unset starts with the next event" in value.comment for value in method.request.values):
                arguments.append("is_pinned=True")
            lines += call(f"{snake(method.name).upper()} = {kind}", arguments, "", "")
        names = [f"{snake(method.name).upper()}," for method in self.contract.methods]
        lines += ["", "#: All of them.", "ALL = (", *wrapped(" ".join(names), "    "), ")"]
        return "\n".join(lines) + "\n"

    def retry_ids(self, message, prefix="", deep=True):
        """Paths of the fields that make a repeated call harmless."""
        found = [prefix + value.name for value in message.values if value.is_retry_id and not value.is_output_only]
        for value in message.values:
            inner = self.contract.messages.get(value.type_name) if value.kind == "message" else None
            if inner and deep:
                found += self.retry_ids(inner, f"{prefix}{value.name}.", deep=False)
        return found

    # The clients' methods.

    def generate(self, is_async):
        title = "asynchronous" if is_async else "blocking"
        base, streams = ("AsyncCalls", "Async") if is_async else ("Calls", "")
        self.is_async = is_async
        imported = sorted({m.response.name for m in self.contract.methods}
                          | {inner.name for m in self.contract.methods for inner in self.used(m.request)}
                          | {self.names.base(self.page_items(m)) for m in self.contract.methods if self.page_items(m)}
                          | ({"Event"}))
        lines = [HEADER.format(f"Every method of the contract, {title}."), "from __future__ import annotations", "",
                 "from datetime import datetime, timedelta",
                 "from typing import (",
                 "    Any, AsyncIterable, AsyncIterator, Awaitable, Iterable, Iterator, Mapping, Optional, Sequence,",
                 "    Union, overload,", ")", "",
                 "from nija._generated import methods", "from nija._generated.enums import (",
                 *wrapped(", ".join(sorted(self.used_enums())) + ",", "    "), ")",
                 "from nija._generated.messages import (", *wrapped(", ".join(imported) + ",", "    "), ")",
                 f"from nija._{'async' if is_async else 'blocking'}.streams import {streams}EventStream, "
                 f"{streams}MessageStream",
                 f"from nija._{'async' if is_async else 'blocking'}.calls import {base}", "from nija.v1 import (",
                 *wrapped(", ".join(sorted({module(inner) for m in self.contract.methods
                                            for inner in self.flattened(m.request)})) + ",", "    "), ")",
                 "from nija.values import (", "    DecimalLike, decimal_text, duration_message, given, "
                 "optional_decimal_text, timestamp_message,", ")", "", "",
                 f"class {'Async' if is_async else ''}Methods({base}):",
                 '    """What the daemon can be asked. `timeout` is in seconds, for a call and its repetitions."""']
        for method in self.contract.methods:
            lines += ["", *self.method(method)]
            if self.page_items(method):
                lines += ["", *self.pages(method)]
        return "\n".join(lines) + "\n"

    def used(self, request):
        return [self.contract.messages[v.type_name] for _, v in self.arguments(request) if v.kind == "message"] + [
            self.contract.messages[v.type_name] for v in request.values if self.is_resource(v)]

    def flattened(self, request):
        return [request] + [self.contract.messages[v.type_name] for v in request.values if self.is_condition(v)]

    def used_enums(self):
        return {self.names.base(v) for m in self.contract.methods for _, v in self.arguments(m.request)
                if v.kind == "enum"}

    @staticmethod
    def is_condition(value):
        """A message whose fields are arguments of the method themselves."""
        return value.kind == "message" and not value.is_repeated and value.type_name.endswith(("Filter", "Scope"))

    @staticmethod
    def is_resource(value):
        """A message that is given whole or by its fields."""
        return (value.kind == "message" and not value.is_repeated
                and not value.type_name.endswith(("Filter", "Scope", "TimeRange", "KpiWindow")))

    def resource(self, request):
        found = [value for value in request.values if self.is_resource(value)]
        return found[0] if len(found) == 1 else None

    def arguments(self, request):
        """The arguments of a method: (the message that holds it, the field), with conditions and resources opened."""
        found = []
        for value in request.values:
            inner = self.contract.messages.get(value.type_name)
            if self.is_condition(value) or value is self.resource(request):
                found += [(inner, each) for each in inner.values if not each.is_output_only]
            else:
                found.append((request, value))
        names = [value.name for _, value in found]
        if len(set(names)) < len(names):
            raise ContractError(f"{request.name}: two arguments would have one name; see Methods.is_condition")
        return found

    def parameters(self, values, keywords_only=False):
        """Required text leads and may go without its name; everything else is by name."""
        first, rest = [], []
        for value in values:
            kind, default = self.names.parameter(value)
            leads = not default and not keywords_only
            made = f"{identifier(value.name)}: {kind}" + (f" = {default}" if default else "")
            (first if leads else rest).append((bool(default), made))
        rest.sort(key=lambda each: each[0])
        return [made for _, made in first] + ["*"] + [made for _, made in rest] + [TIMEOUT]

    def method(self, method):
        resource = self.resource(method.request)
        if method.client_streams:
            return self.client_stream(method, resource)
        if resource:
            return self.with_resource(method, resource)
        values = [value for _, value in self.arguments(method.request)]
        head = self.define(method)
        lines = call(head, ["self", *self.parameters(values)], f" -> {self.result(method)}:", "    ")
        return lines + self.documentation(method.comment, values) + self.body(method)

    def define(self, method):
        word = "async def" if self.is_async and not method.server_streams else "def"
        return f"{word} {snake(method.name)}"

    def result(self, method):
        if not method.server_streams:
            return method.response.name
        prefix = "Async" if self.is_async else ""
        return f"{prefix}EventStream" if self.has_event(method) else f"{prefix}MessageStream[{method.response.name}]"

    @staticmethod
    def has_event(method):
        return any(value.name == "event" for value in method.response.values)

    def documentation(self, comment, values):
        lines = docstring(comment, "        ")
        if not values:
            return lines
        if len(lines) == 1:
            lines = [lines[0][:-3], '        """']
        told = ["", "        Args:"]
        for value in values:
            words = wrapped(f"{identifier(value.name)}: {value.comment}", "                ")
            told += [words[0][4:], *words[1:]]
        return [*lines[:-1], *told, lines[-1]]

    def body(self, method):
        lines = self.request(method.request)
        target = f"methods.{snake(method.name).upper()}"
        if not method.server_streams:
            return [*lines, f"        return {'await ' if self.is_async else ''}self._call({target}, request, timeout)"]
        kind = "_events" if self.has_event(method) else "_messages"
        return [*lines, f"        return self.{kind}({target}, request, timeout)"]

    def request(self, message, resource=None):
        arguments, lines = [], []
        for value in message.values:
            if self.is_condition(value):
                inner = self.contract.messages[value.type_name]
                made = [self.assignment(each) for each in inner.values]
                lines += call(f"condition = {pb(inner)}", made, "", "        ")
                arguments.append(f"{value.name}=condition")
            elif value is resource:
                name = self.names.base(value)
                arguments.append(f"{value.name}=given({name}, {value.name}, fields)._to_pb()")
            else:
                arguments.append(self.assignment(value))
        return lines + call(f"request = {pb(message)}", arguments, "", "        ")

    def assignment(self, value):
        return argument(value.name, self.names.write(value, identifier(value.name)))

    def with_resource(self, method, resource):
        """Two ways to call it: with a value, or with the value's fields."""
        inner = self.contract.messages[resource.type_name]
        fields = [value for value in inner.values if not value.is_output_only]
        others = [value for value in method.request.values if value is not resource]
        head, result = self.define(method), f" -> {self.result(method)}:"
        whole = [f"{resource.name}: {inner.name}", *self.parameters(others, keywords_only=True)]
        open_ = self.parameters(fields + others, keywords_only=True)
        both = [f"{resource.name}: Optional[{inner.name}] = None", *self.parameters(others, keywords_only=True),
                "**fields: Any"]
        return ["    @overload", *call(head, ["self", *whole], result + " ...", "    "), "",
                "    @overload", *call(head, ["self", *open_], result + " ...", "    "), "",
                *call(head, ["self", *both], result, "    "), *self.documentation(method.comment, fields + others),
                *self.request(method.request, resource), *self.body(method)[-1:]]

    def client_stream(self, method, resource):
        others = [value for value in method.request.values if value is not resource]
        name = self.names.base(resource)
        kind = f"Union[Iterable[{name}], AsyncIterable[{name}]]" if self.is_async else f"Iterable[{name}]"
        parameters = ["self", f"{resource.name}s: {kind}", *self.parameters(others, keywords_only=True)]
        arguments = [f"{resource.name}=each._to_pb()", *(self.assignment(value) for value in others)]
        target = f"methods.{snake(method.name).upper()}"
        return [*call(self.define(method), parameters, f" -> {method.response.name}:", "    "),
                *self.documentation(method.comment, others),
                f"        def request(each: {name}) -> {pb(method.request)}:",
                f"            return {pb(method.request)}({', '.join(arguments)})", "",
                f"        return {'await ' if self.is_async else ''}self._send_all("
                f"{target}, request, {resource.name}s, timeout)"]

    # Lists, page after page.

    @staticmethod
    def page_items(method):
        """What the pages of a list are made of, if it has pages and one kind of row."""
        repeated = [value for value in method.response.values if value.is_repeated]
        if any(value.name == "next_page_token" for value in method.response.values) and len(repeated) == 1:
            return repeated[0]
        return None

    def pages(self, method):
        items = self.page_items(method)
        values = [value for _, value in self.arguments(method.request) if value.name != "page_token"]
        name = re.sub("^(list|get)_", "iter_", snake(method.name))
        prefix = "Async" if self.is_async else ""
        lines = call(f"def {name}", ["self", *self.parameters(values)],
                     f" -> {prefix}Iterator[{self.names.base(items)}]:", "    ")
        lines += [f'        """Yields the {items.name} of every page of `{snake(method.name)}`, with its arguments."""']
        given = [f"{identifier(value.name)}={identifier(value.name)}" for value in values]
        page = f"Awaitable[{method.response.name}]" if self.is_async else method.response.name
        lines += [f"        def page(token: str) -> {page}:"]
        lines += call(f"return self.{snake(method.name)}", [*given, "page_token=token", "timeout=timeout"], "",
                      "            ")
        return [*lines, "", f"        def rows(page: {method.response.name}) -> Sequence[{self.names.base(items)}]:",
                f"            return page.{items.name}", "", "        return self._pages(page, rows)"]
