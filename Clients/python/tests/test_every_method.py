"""Every method of both clients reaches the daemon, and its answer is read."""
import asyncio
import inspect
import re
import typing
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import nija
from nija._generated import methods
from nijad import Daemon

#: What is given for a required argument, by its type.
SAMPLES = {str: "x", int: 1, float: 1.0, bool: True, datetime: datetime(2026, 1, 30, tzinfo=timezone.utc),
           timedelta: timedelta(seconds=1), nija.values.DecimalLike: Decimal(1)}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def sample(kind):
    if kind in SAMPLES:
        return SAMPLES[kind]
    if typing.get_origin(kind) is typing.Union:
        return sample(typing.get_args(kind)[0])
    if typing.get_origin(kind) is not None:
        return []
    return kind(1)


def arguments(function):
    """The least that a method can be called with."""
    hints = typing.get_type_hints(function)
    return {name: sample(hints[name]) for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is parameter.empty and name != "self"
            and parameter.kind is not parameter.VAR_KEYWORD}


def least(function):
    """The same for a method that may take a resource: that is given whole."""
    given, parameters = arguments(function), inspect.signature(function).parameters
    if "fields" in parameters:
        name = next(iter(parameters))
        kind = typing.get_args(typing.get_type_hints(function)[name])[0]
        given[name] = kind(**arguments(kind.__init__))
    return given


class EveryMethod(unittest.IsolatedAsyncioTestCase):
    #: They end the daemon that the others need.
    last = ("Shutdown",)

    def setUp(self):
        self.daemon = Daemon()
        self.addCleanup(self.daemon.__exit__)

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)

    @property
    def in_sequence(self):
        return sorted(methods.ALL, key=lambda method: method.name in self.last)

    def test_blocking(self):
        with self.daemon.connect() as n:
            for method in self.in_sequence:
                function = getattr(n, snake(method.name))
                with self.subTest(method.name):
                    try:
                        answer = function(**least(function), timeout=5)
                        if isinstance(method, methods.ServerStream):
                            with answer:
                                continue
                        self.assertEqual(type(answer).__name__, method.response.DESCRIPTOR.name)
                    except nija.Refused as refused:
                        self.assertLess(refused.code, 12, refused)

    async def test_asynchronous(self):
        async with self.daemon.connect_async() as n:
            for method in self.in_sequence:
                function = getattr(n, snake(method.name))
                with self.subTest(method.name):
                    try:
                        answer = function(**least(function), timeout=5)
                        if isinstance(method, methods.ServerStream):
                            await answer.close()
                            continue
                        self.assertEqual(type(await answer).__name__, method.response.DESCRIPTOR.name)
                    except nija.Refused as refused:
                        self.assertLess(refused.code, 12, refused)

    async def test_pages(self):
        names = [name for name in dir(nija.Client) if name.startswith("iter_")]
        self.assertGreaterEqual(len(names), 4)
        async with self.daemon.connect_async() as n:
            with self.daemon.connect() as blocking:
                for name in names:
                    given = arguments(getattr(blocking, name))
                    with self.subTest(name):
                        try:
                            rows = list(getattr(blocking, name)(**given))
                            self.assertEqual([row async for row in getattr(n, name)(**given)], rows)
                        except nija.Refused as refused:
                            self.assertLess(refused.code, 12, refused)


if __name__ == "__main__":
    unittest.main()
