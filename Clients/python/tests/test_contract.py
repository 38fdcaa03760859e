"""Nothing of the contract is missing in the client."""
import dataclasses
import importlib
import inspect
import pathlib
import pkgutil
import re
import unittest

import nija
import nija.v1
from nija._generated import methods
from nija._generated.asynchronous import AsyncMethods
from nija._generated.blocking import Methods

MODULES = [importlib.import_module(f"nija.v1.{info.name}") for info in pkgutil.iter_modules(nija.v1.__path__)]
SERVICES = [service for module in MODULES for service in module.DESCRIPTOR.services_by_name.values()]


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


class Contract(unittest.TestCase):
    def test_every_method_is_there_blocking_and_async(self):
        found = {(method.service, method.name) for method in methods.ALL}
        self.assertGreater(len(found), 40)
        for service in SERVICES:
            for method in service.methods:
                self.assertIn((service.full_name, method.name), found)
                blocking, coroutine = getattr(Methods, snake(method.name)), getattr(AsyncMethods, snake(method.name))
                self.assertEqual(inspect.signature(blocking).parameters.keys(),
                                 inspect.signature(coroutine).parameters.keys())
                self.assertTrue(blocking.__doc__)

    def test_every_field_of_a_request_can_be_given(self):
        for method in methods.ALL:
            for field in method.request.DESCRIPTOR.fields:
                self.assertTrue(self.can_be_given(method, field), f"{method.name}: {field.name}")

    @staticmethod
    def can_be_given(method, field):
        names = inspect.signature(getattr(Methods, snake(method.name))).parameters.keys()
        if {field.name, field.name + "s"} & names:
            return True
        return field.message_type is not None and {inner.name for inner in field.message_type.fields} <= names

    def test_every_field_of_an_answer_can_be_read(self):
        requests = {method.request.DESCRIPTOR.name for method in methods.ALL}
        for module in MODULES:
            for message in module.DESCRIPTOR.message_types_by_name.values():
                if message.name not in requests:
                    held = {field.name.rstrip("_") for field in dataclasses.fields(getattr(nija, message.name))}
                    self.assertEqual(held, {field.name for field in message.fields}, message.name)

    def test_empty_answers_are_read(self):
        for method in methods.ALL:
            self.assertIsNotNone(method.decode(b""))

    def test_the_contract_is_the_one_of_this_repository(self):
        protos = pathlib.Path(__file__).resolve().parents[3] / "Protos/nija/v1"
        stated = sum(len(re.findall(r"^  rpc ", path.read_text(), re.MULTILINE)) for path in protos.glob("*.proto"))
        self.assertEqual(len(methods.ALL), stated)


if __name__ == "__main__":
    unittest.main()
